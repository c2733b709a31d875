package latentlab.server.command;

/** A command can't do what it was told; the message says in one line why and what to do about it. */
public final class CommandException extends Exception {
    CommandException(String message) {
        super(message);
    }
}
