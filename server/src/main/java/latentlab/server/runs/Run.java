package latentlab.server.runs;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import latentlab.theory.StoppingConditions.Reached;

/**
 * A training as it stands: its experiment and what has come of it so far. What is not known yet is null.
 *
 * @param id         also its model's
 * @param parameters 64c² + 134c + 196cd + d + 1
 * @param epochs     at most
 * @param until      stopping conditions: bounds by their labels
 * @param threads    the last bits of the numbers depend on it
 * @param createdAt  ISO 8601, UTC, as all times
 * @param epoch      epochs done
 * @param trainLoss  per-pixel MSE over all training images after that epoch
 * @param testLoss   the same over the test images
 * @param seconds    of training
 * @param progress   of the epoch in progress
 * @param stoppedBy  which condition ended it
 * @param reason     why it failed
 * @param cancelling it is about to be cancelled
 * @param command    repeats it
 * @param revision   grows with each change of any run
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Run(
        String id,
        String name,
        RunState state,
        String dataset,
        int latentDim,
        int channels,
        long parameters,
        int epochs,
        int batchSize,
        double learningRate,
        double weightDecay,
        String schedule,
        long seed,
        Map<String, Double> until,
        int threads,
        String createdAt,
        String startedAt,
        String endedAt,
        int epoch,
        Double trainLoss,
        Double testLoss,
        Double seconds,
        Progress progress,
        Reached stoppedBy,
        String reason,
        boolean cancelling,
        String command,
        @JsonIgnore long revision) {

    /**
     * Within an epoch.
     *
     * @param images      seen so far
     * @param secondsLeft to the last epoch's end
     */
    public record Progress(int images, double imagesPerSecond, double secondsLeft) {}
}
