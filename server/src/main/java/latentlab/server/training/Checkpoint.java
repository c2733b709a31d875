package latentlab.server.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import latentlab.server.models.ModelDescription.EpochMetrics;
import latentlab.theory.StoppingConditions.Reached;
import latentlab.weights.MalformedWeightsException;
import latentlab.weights.Safetensors;
import latentlab.weights.SafetensorsReader;
import latentlab.weights.SafetensorsWriter;
import latentlab.weights.Tensor;

/**
 * A training after some step, with everything that it needs to go on to the same bits: a safetensors file with the
 * parameters under PyTorch's names, Adam's moments under {@code mean.} and {@code square.} before these names, and the
 * experiment as metadata.
 *
 * @param values  parameters in the layout's order
 * @param mean    Adam's first moment
 * @param square  Adam's second moment
 * @param step    steps done
 * @param seconds training time so far
 * @param history one entry for every epoch done
 * @param part    of the epoch after these
 * @param threads what computed the last epoch; empty where an older build does not say
 * @param kernels the BLAS's name of the instructions of the last epoch; empty as well
 * @param stoppedBy which condition ended the training; null while it is to go on
 */
record Checkpoint(
        float[] values,
        float[] mean,
        float[] square,
        long step,
        double seconds,
        List<EpochMetrics> history,
        Part part,
        String threads,
        String kernels,
        Reached stoppedBy) {

    /**
     * How far an epoch has come.
     *
     * @param images  that have had their step
     * @param loss    sum over these, each before its step
     * @param seconds that the steps took
     */
    record Part(int images, double loss, double seconds) {
        static final Part NOTHING = new Part(0, 0, 0);
    }

    void write(Path file, Experiment experiment) throws IOException {
        ParameterLayout layout = new ParameterLayout(experiment.channels(), experiment.latentDim());
        Map<String, String> metadata = new LinkedHashMap<>(experiment.toMetadata());
        metadata.put("step", Long.toString(step));
        metadata.put("seconds", Double.toString(seconds));
        metadata.put("history", History.write(history));
        if (part.images() > 0) {
            metadata.put("images", Integer.toString(part.images()));
            metadata.put("imagesLoss", Double.toString(part.loss()));
            metadata.put("imagesSeconds", Double.toString(part.seconds()));
        }
        metadata.put("threads", threads);
        metadata.put("kernels", kernels);
        if (stoppedBy != null) {
            metadata.put("stoppedBy", stoppedBy.condition());
            metadata.put("stoppedByBound", Double.toString(stoppedBy.bound()));
            metadata.put("stoppedByValue", Double.toString(stoppedBy.value()));
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>(layout.tensors(values, ""));
        tensors.putAll(layout.tensors(mean, "mean."));
        tensors.putAll(layout.tensors(square, "square."));
        AtomicFile.write(file, SafetensorsWriter.write(new Safetensors(metadata, tensors)));
    }

    /**
     * Reads the checkpoint of an experiment.
     *
     * @throws TrainingException when the file is damaged or was made by another experiment
     */
    static Checkpoint read(Path file, Experiment experiment) throws IOException {
        ParameterLayout layout = new ParameterLayout(experiment.channels(), experiment.latentDim());
        try {
            Safetensors content = SafetensorsReader.read(Files.readAllBytes(file));
            Map<String, String> metadata = content.metadata();
            String differences = experiment.differences(metadata);
            if (!differences.isEmpty()) {
                throw new TrainingException(file + " belongs to another experiment (" + differences
                        + "): remove it to start anew, or train with its values");
            }
            return new Checkpoint(
                    layout.flatten(content, ""),
                    layout.flatten(content, "mean."),
                    layout.flatten(content, "square."),
                    Long.parseLong(metadata.getOrDefault("step", "missing")),
                    Double.parseDouble(metadata.getOrDefault("seconds", "missing")),
                    History.read(metadata.getOrDefault("history", "missing")),
                    new Part(
                            Integer.parseInt(metadata.getOrDefault("images", "0")),
                            Double.parseDouble(metadata.getOrDefault("imagesLoss", "0")),
                            Double.parseDouble(metadata.getOrDefault("imagesSeconds", "0"))),
                    metadata.getOrDefault("threads", ""),
                    metadata.getOrDefault("kernels", ""),
                    stoppedBy(metadata));
        } catch (MalformedWeightsException | IllegalArgumentException damaged) {
            throw new TrainingException(file + " is damaged (" + damaged.getMessage() + "): remove it to start anew");
        }
    }

    /**
     * In words, what made this checkpoint's last epoch otherwise than the given threads and kernels would.
     *
     * @return empty when it was the same, or is unknown
     */
    String differences(String threads, String kernels) {
        List<String> differences = new ArrayList<>();
        if (!this.threads.isEmpty() && !this.threads.equals(threads)) {
            differences.add("--threads " + this.threads + " instead of " + threads);
        }
        if (!this.kernels.isEmpty() && !this.kernels.equals(kernels)) {
            differences.add("BLAS kernels " + this.kernels + " instead of " + (kernels.isEmpty() ? "others" : kernels));
        }
        return String.join(" and ", differences);
    }

    private static Reached stoppedBy(Map<String, String> metadata) {
        String condition = metadata.get("stoppedBy");
        return condition == null
                ? null
                : new Reached(
                        condition,
                        Double.parseDouble(metadata.getOrDefault("stoppedByBound", "missing")),
                        Double.parseDouble(metadata.getOrDefault("stoppedByValue", "missing")));
    }
}
