package latentlab.server.jobs;

import org.slf4j.Logger;

/** Says what is wrong once, and not again with every try that fails for the same reason. Thread-safe. */
public final class Complaint {
    private final Logger log;
    private String last = "";

    public Complaint(Logger log) {
        this.log = log;
    }

    public synchronized void say(String message) {
        if (!message.equals(last)) {
            last = message;
            log.error(message);
        }
    }

    /** It is well again: the next time is worth saying. */
    public synchronized void over() {
        last = "";
    }
}
