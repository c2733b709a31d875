package latentlab.server.command;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import latentlab.server.dataset.MalformedDatasetException;
import latentlab.server.jobs.PausedException;
import latentlab.server.runs.DataDirectory;
import latentlab.server.runs.StoreException;
import latentlab.server.training.TrainingException;
import picocli.CommandLine;

/** Tells what went wrong in one line: exit code 2 for what the user typed, 1 for what happened then. */
public final class Failures {
    private Failures() {}

    /** Sets a command line up that way. */
    public static CommandLine inOneLine(CommandLine commandLine) {
        return commandLine
                .setParameterExceptionHandler((wrong, args) -> {
                    String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
                    tell(
                            wrong.getCommandLine(),
                            command + ": " + wrong.getMessage().replaceAll("[.\\s]+$", "") + " (see " + command
                                    + " --help)");
                    return 2;
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    String name = command.getCommandSpec().qualifiedName();
                    if (!expected(failure)) {
                        // a defect of ours: its place is what helps
                        failure.printStackTrace(command.getErr());
                    }
                    tell(command, name + ": " + message(failure));
                    return 1;
                });
    }

    private static boolean expected(Exception failure) {
        return failure instanceof CommandException
                || failure instanceof TrainingException
                || failure instanceof StoreException
                || failure instanceof PausedException
                || failure instanceof MalformedDatasetException
                || failure instanceof IOException;
    }

    private static String message(Exception failure) {
        if (failure instanceof NoSuchFileException missing && missing.getReason() == null) {
            return missing.getFile() + ": no such file or directory";
        }
        if (failure instanceof FileSystemException refused && refused.getReason() == null) {
            return refused.getFile() + ": " + DataDirectory.reason(refused);
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    private static void tell(CommandLine commandLine, String message) {
        commandLine.getErr().println(message.replaceAll("\\s*\\R\\s*", " "));
        commandLine.getErr().flush();
    }
}
