package latentlab.server.jobs;

/** So much is queued that nothing more is taken from outside. */
public final class QueueFullException extends Exception {
    QueueFullException() {
        super("There are " + Jobs.LONGEST_QUEUE + " runs in the queue, and no more are taken: wait or cancel some.");
    }
}
