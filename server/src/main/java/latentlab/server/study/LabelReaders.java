package latentlab.server.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import latentlab.server.dataset.Dataset;
import latentlab.server.training.AtomicFile;
import latentlab.server.training.TransferTraining;
import latentlab.server.training.TransferTraining.Result;
import latentlab.server.training.TransferTraining.Variant;
import latentlab.weights.Safetensors;
import latentlab.weights.SafetensorsWriter;
import latentlab.weights.Tensor;

/**
 * The two readers behind a model's encoder, which pages offer: <em>frozen</em> and <em>full</em>, learnt from the first
 * draw of {@value LabelDraw#IMAGES} labels.
 *
 * @param file           where they are
 * @param frozenAccuracy on the test images, in [0,1]
 * @param fullAccuracy   the same
 */
public record LabelReaders(Path file, double frozenAccuracy, double fullAccuracy) {
    /** Whether a data set has enough labelled images to learn from. */
    public static boolean canLearnFrom(Dataset dataset) {
        return dataset.train().size() >= LabelDraw.IMAGES;
    }

    /**
     * Trains those of any model, as the study of transfer does those of its own model's first draw, without the nine
     * other draws and the evaluations after each step.
     *
     * @param data    the data directory
     * @param model   id
     * @param encoder its tensors {@code encoder.*}
     * @param command repeats this
     */
    public static LabelReaders train(
            Path data,
            String model,
            Safetensors encoder,
            Dataset dataset,
            String command,
            TrainingsProgress.Output output)
            throws IOException {
        int steps = Preset.DEFAULT.scale().transfer().steps();
        return train(data, model, encoder, dataset, steps, command, output);
    }

    static LabelReaders train(
            Path data,
            String model,
            Safetensors encoder,
            Dataset dataset,
            int steps,
            String command,
            TrainingsProgress.Output output)
            throws IOException {
        LabelDraw labels = LabelDraw.of(dataset.train(), 0);
        Map<Variant, Result> results = new EnumMap<>(Variant.class);
        for (Variant variant : List.of(Variant.FROZEN, Variant.FULL)) {
            Pace pace = new Pace(steps);
            String name = variant.name().toLowerCase(Locale.ROOT);
            results.put(
                    variant,
                    new TransferTraining(variant, encoder, labels.images(), dataset.test(), labels.number())
                            .train(steps, steps, () -> output.line(name + ": " + pace.next("steps"), false)));
        }
        return write(data, model, steps, command, results.get(Variant.FROZEN), results.get(Variant.FULL));
    }

    /** Writes the heads as {@code frozen.head.*} and {@code full.head.*} with {@code full.encoder.*}. */
    static LabelReaders write(Path data, String model, int steps, String command, Result frozen, Result full)
            throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        frozen.tensors().forEach((name, tensor) -> tensors.put("frozen." + name, tensor));
        full.tensors().forEach((name, tensor) -> tensors.put("full." + name, tensor));
        LabelReaders readers = new LabelReaders(
                data.resolve("classifiers").resolve(model + ".safetensors"),
                TransferFigures.last(frozen.accuracy()),
                TransferFigures.last(full.accuracy()));
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("model", model);
        metadata.put("labelledImages", "" + LabelDraw.IMAGES);
        metadata.put("draw", "0");
        metadata.put("steps", "" + steps);
        metadata.put("frozenAccuracy", "" + readers.frozenAccuracy);
        metadata.put("fullAccuracy", "" + readers.fullAccuracy);
        metadata.put("command", command);
        AtomicFile.write(readers.file, SafetensorsWriter.write(new Safetensors(metadata, tensors)));
        return readers;
    }
}
