package latentlab.server.training;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A training that whoever ends the program ends in such a way that it can go on from where it was. */
public final class StoppableTraining {
    private static final Logger log = LoggerFactory.getLogger(StoppableTraining.class);

    private StoppableTraining() {}

    /**
     * Trains to the end.
     *
     * @param saved called when the program ends before, once the checkpoint was written
     * @throws java.util.concurrent.CancellationException when the program ends
     */
    public static TrainedModel train(Trainer trainer, Runnable saved) throws IOException {
        Thread hook = new Thread(() -> stop(trainer, saved));
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return trainer.train();
        } finally {
            remove(hook);
        }
    }

    private static void stop(Trainer trainer, Runnable saved) {
        try {
            if (trainer.stop()) {
                saved.run();
            }
        } catch (IOException | RuntimeException refused) {
            log.warn("What was trained since the last whole epoch is lost: {}", refused.toString());
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            try {
                hook.join(); // what it needs is to stay open
            } catch (InterruptedException impossible) {
                Thread.currentThread().interrupt(); // nobody interrupts the end of the program
            }
        }
    }
}
