package latentlab.server.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Trains as {@code train} does, but ends when its standard input does: so it never outlives the process that started
 * it, not even one that was killed.
 */
@Command(name = "work", hidden = true, description = "Trains one network for 'study run'.")
final class StudyWorkCommand implements Callable<Integer> {
    private static final int ORPHANED = 1;

    @Parameters(description = "options of the command train")
    private List<String> options = new ArrayList<>();

    @Override
    public Integer call() {
        Thread watch = new Thread(StudyWorkCommand::endWithInput, "end of input");
        watch.setDaemon(true);
        watch.start();
        return Failures.inOneLine(new CommandLine(new TrainCommand())).execute(options.toArray(String[]::new));
    }

    private static void endWithInput() {
        try {
            while (System.in.read() >= 0) {
                // nothing is ever said, only the end matters
            }
        } catch (IOException broken) {
            // as good as the end
        }
        // at once, wherever the training is: its checkpoint holds every whole epoch
        Runtime.getRuntime().halt(ORPHANED);
    }
}
