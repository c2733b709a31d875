package latentlab.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * What is logged: to stderr, in plain lines. In Java and not in XML, because reading XML takes a noticeable part of the
 * program's start. Logback finds this class through {@code META-INF/services}.
 */
public final class Logging extends ContextAwareBase implements Configurator {
    @Override
    public ExecutionStatus configure(LoggerContext logging) {
        PatternLayoutEncoder lines = new PatternLayoutEncoder();
        lines.setContext(logging);
        lines.setPattern("%d{HH:mm:ss} %-5level %msg%n");
        lines.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(logging);
        console.setTarget("System.err");
        console.setEncoder(lines);
        console.start();
        logging.getLogger("ROOT").setLevel(Level.INFO);
        logging.getLogger("ROOT").addAppender(console);
        // libraries that report each step of their start
        for (String library :
                new String[] {"org.eclipse.jetty", "io.javalin", "org.nd4j", "org.deeplearning4j", "org.flywaydb"}) {
            logging.getLogger(library).setLevel(Level.WARN);
        }
        // they tell a database that fails with each look, several times a second; the store and the job runner do once
        for (String library : new String[] {"com.github.kagkarlsson", "com.zaxxer"}) {
            logging.getLogger(library).setLevel(Level.OFF);
        }
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
