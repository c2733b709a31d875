package latentlab.server.training;

import java.util.List;
import latentlab.server.models.ModelDescription.EpochMetrics;

/** Is told how a training goes, on the training's own thread. */
public interface TrainingListener {
    /**
     * Goes on after what an earlier run has done.
     *
     * @param history one entry for each epoch done
     * @param seconds of training so far
     */
    default void resumed(List<EpochMetrics> history, double seconds) {}

    /**
     * The epochs so far were done in another way than the ones to come, so that the last bits will be those of neither.
     *
     * @param differences in words
     */
    default void differs(String differences) {}

    /**
     * A step was done.
     *
     * @param epoch           counted from 1
     * @param images          images of this epoch seen so far
     * @param loss            mean squared difference over them, each as it was before its step
     * @param imagesPerSecond of this epoch so far
     * @param secondsLeft     to the end of the training
     */
    default void step(int epoch, int images, double loss, double imagesPerSecond, double secondsLeft) {}

    /**
     * An epoch was done, evaluated and saved.
     *
     * @param seconds     of training so far
     * @param secondsLeft to the end of the training
     */
    default void epoch(EpochMetrics metrics, double seconds, double secondsLeft) {}
}
