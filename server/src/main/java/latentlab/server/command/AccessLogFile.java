package latentlab.server.command;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * Where the lines of the access log go: to the standard output, or to a file of which a day's part is put away each night,
 * and sooner when it is large, so that no flood of requests fills the disk. Written by a thread of its own; when the disk can't keep up, lines are lost and no visitor waits.
 */
final class AccessLogFile {
    private static final String STANDARD_OUTPUT = "-";
    private static final int DAYS_KEPT = 30;
    private static final FileSize PART = new FileSize(100 * FileSize.MB_COEFFICIENT);
    /** Of the parts put away, which are compressed. */
    private static final FileSize ALL = new FileSize(FileSize.GB_COEFFICIENT);

    private static final int LINES_WAITING = 8192;

    private AccessLogFile() {}

    /**
     * Sends the lines of a logger there and nowhere else.
     *
     * @return writes what is still waiting, and ends it
     */
    static Runnable open(Path file, String loggerName) throws CommandException {
        LoggerContext logging = (LoggerContext) LoggerFactory.getILoggerFactory();
        AsyncAppender queue = new AsyncAppender();
        queue.setContext(logging);
        queue.setQueueSize(LINES_WAITING);
        queue.setNeverBlock(true);
        OutputStreamAppender<ILoggingEvent> lines =
                file.toString().equals(STANDARD_OUTPUT) ? console(logging) : rolling(logging, file);
        if (!lines.isStarted()) {
            throw new CommandException(
                    "The access log can't be written to " + file + ". Let the program's user write there.");
        }
        queue.addAppender(lines);
        queue.start();
        Logger logger = logging.getLogger(loggerName);
        logger.setAdditive(false);
        logger.addAppender(queue);
        return queue::stop;
    }

    private static OutputStreamAppender<ILoggingEvent> console(LoggerContext logging) {
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        return started(logging, console);
    }

    private static OutputStreamAppender<ILoggingEvent> rolling(LoggerContext logging, Path file) {
        RollingFileAppender<ILoggingEvent> rolling = new RollingFileAppender<>();
        rolling.setContext(logging);
        rolling.setFile(file.toString());
        SizeAndTimeBasedRollingPolicy<ILoggingEvent> days = new SizeAndTimeBasedRollingPolicy<>();
        days.setContext(logging);
        days.setParent(rolling);
        days.setFileNamePattern(file + ".%d{yyyy-MM-dd}.%i.gz");
        days.setMaxHistory(DAYS_KEPT);
        days.setMaxFileSize(PART);
        days.setTotalSizeCap(ALL);
        days.start();
        rolling.setRollingPolicy(days);
        return started(logging, rolling);
    }

    private static OutputStreamAppender<ILoggingEvent> started(
            LoggerContext logging, OutputStreamAppender<ILoggingEvent> appender) {
        PatternLayoutEncoder lines = new PatternLayoutEncoder();
        lines.setContext(logging);
        lines.setPattern("%msg%n");
        lines.start();
        appender.setContext(logging);
        appender.setEncoder(lines);
        appender.start();
        return appender;
    }
}
