package latentlab.server.training;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import latentlab.server.models.ModelDescription;
import latentlab.server.models.ModelDescription.CodeQuantiles;
import latentlab.server.models.ModelDescription.EpochMetrics;
import latentlab.theory.StoppingConditions;
import latentlab.theory.StoppingConditions.Reached;
import latentlab.weights.Safetensors;
import latentlab.weights.SafetensorsWriter;
import latentlab.weights.Tensor;

/**
 * What a training has made.
 *
 * @param tensors    the parameters, PyTorch's names and layouts
 * @param history    one entry per epoch
 * @param testErrors mean squared difference of each test image
 * @param testCodes  (test images, d)
 * @param seconds    training time, evaluations included
 * @param threads    native threads
 * @param kernels    the BLAS's name of its instructions; null where unknown
 * @param until      conditions that might have ended it
 * @param stoppedBy  the one that did
 */
public record TrainedModel(
        Experiment experiment,
        Map<String, Tensor> tensors,
        List<EpochMetrics> history,
        double[] testErrors,
        float[] testCodes,
        double seconds,
        int threads,
        String kernels,
        StoppingConditions until,
        Reached stoppedBy) {

    /**
     * Writes it as a safetensors file with the whole experiment as metadata.
     *
     * @param id      not in use for other weights
     * @param command repeats the training
     */
    public void write(Path file, String id, String command) throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>(describe(id, command).toMetadata());
        metadata.putAll(experiment.toMetadata());
        AtomicFile.write(file, SafetensorsWriter.write(new Safetensors(metadata, tensors)));
    }

    private ModelDescription describe(String id, String command) {
        EpochMetrics last = history.get(history.size() - 1);
        return new ModelDescription(
                id,
                experiment.name(),
                experiment.dataset(),
                experiment.latentDim(),
                experiment.channels(),
                experiment.parameters(),
                experiment.epochs(),
                experiment.batchSize(),
                experiment.learningRate(),
                experiment.weightDecay(),
                experiment.schedule().label(),
                experiment.seed(),
                last.trainLoss(),
                last.runningTrainLoss(),
                last.testLoss(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                seconds,
                threads,
                kernels,
                command,
                history,
                codeQuantiles(),
                errorQuantiles(),
                until.toMap(),
                stoppedBy);
    }

    private List<CodeQuantiles> codeQuantiles() {
        int d = experiment.latentDim();
        double[] coordinate = new double[testErrors.length];
        List<CodeQuantiles> quantiles = new ArrayList<>();
        for (int j = 0; j < d; j++) {
            for (int i = 0; i < coordinate.length; i++) {
                coordinate[i] = testCodes[i * d + j];
            }
            Arrays.sort(coordinate);
            quantiles.add(new CodeQuantiles(
                    quantile(coordinate, 0),
                    quantile(coordinate, 0.01),
                    quantile(coordinate, 0.5),
                    quantile(coordinate, 0.99),
                    quantile(coordinate, 1)));
        }
        return quantiles;
    }

    private List<Double> errorQuantiles() {
        double[] sorted = testErrors.clone();
        Arrays.sort(sorted);
        List<Double> quantiles = new ArrayList<>();
        for (int percent = 0; percent <= 100; percent++) {
            quantiles.add(quantile(sorted, percent / 100.0));
        }
        return quantiles;
    }

    /** Linear between the values on both sides, as NumPy's default. */
    static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
