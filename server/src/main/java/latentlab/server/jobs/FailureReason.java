package latentlab.server.jobs;

import java.util.Locale;

/** Why a run failed, in words. */
final class FailureReason {
    private FailureReason() {}

    /** One line that says what happened and, where something can be done about it, what. */
    static String of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                return "The memory ran out (" + line(cause) + "): choose fewer channels or a smaller batch size.";
            }
            String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (message.contains("no space left") || message.contains("sqlite_full") || message.contains("quota")) {
                return "The disk is full: make room in the data directory and start the run again.";
            }
        }
        return line(failure);
    }

    private static String line(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.toString() : message.replaceAll("\\s*\\R\\s*", " ");
    }
}
