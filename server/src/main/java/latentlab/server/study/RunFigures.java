package latentlab.server.study;

import java.util.List;
import java.util.function.ToDoubleFunction;
import latentlab.server.models.ModelDescription;
import latentlab.server.models.ModelDescription.EpochMetrics;

/**
 * What is shown of a training.
 *
 * @param id               of its model, and so of the run
 * @param trainLoss        evaluated on the training images after the last epoch
 * @param runningTrainLoss mean of the batches' losses during the last epoch
 * @param testLoss         evaluated on the test images after the last epoch
 * @param command          repeats it
 * @param history          the three losses by epoch
 */
record RunFigures(
        String id,
        String dataset,
        int latentDim,
        int channels,
        long parameters,
        int epochs,
        long seed,
        double learningRate,
        double trainLoss,
        double runningTrainLoss,
        double testLoss,
        String command,
        History history) {

    /** Losses of epoch 1, 2, … */
    record History(List<Double> trainLoss, List<Double> runningTrainLoss, List<Double> testLoss) {}

    static RunFigures of(ModelDescription model) {
        return new RunFigures(
                model.id(),
                model.dataset(),
                model.latentDim(),
                model.channels(),
                model.parameters(),
                model.epochs(),
                model.seed(),
                model.learningRate(),
                model.trainLoss(),
                model.runningTrainLoss(),
                model.testLoss(),
                model.command(),
                new History(
                        column(model, EpochMetrics::trainLoss),
                        column(model, EpochMetrics::runningTrainLoss),
                        column(model, EpochMetrics::testLoss)));
    }

    private static List<Double> column(ModelDescription model, ToDoubleFunction<EpochMetrics> loss) {
        return model.history().stream().map(epoch -> loss.applyAsDouble(epoch)).toList();
    }
}
