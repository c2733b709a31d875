package latentlab.theory;

import latentlab.theory.StoppingConditions.Progress;

/**
 * What is known of a training after each of its epochs: the losses. Stopping conditions that look at an epoch are tried on
 * it, during the training or on its record.
 */
public interface EpochHistory {
    /** Loss over all training images after an epoch, counted from 1. */
    double trainLoss(int epoch);

    /** Loss over all test images after an epoch, counted from 1. */
    double testLoss(int epoch);

    /** Where the training stood after an epoch, counted from 1; NaN for what is not looked at by epochs. */
    default Progress after(int epoch) {
        return quantity -> switch (quantity) {
            case EPOCHS -> epoch;
            case TARGET_LOSS -> trainLoss(epoch);
            case PATIENCE -> epochsSinceBest(epoch);
            default -> Double.NaN;
        };
    }

    /** Epochs in a row, up to this one, whose test loss is not below the best one before them. */
    private int epochsSinceBest(int epoch) {
        int best = 1;
        for (int i = 2; i <= epoch; i++) {
            if (testLoss(i) < testLoss(best)) {
                best = i;
            }
        }
        return epoch - best;
    }
}
