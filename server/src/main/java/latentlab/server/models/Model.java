package latentlab.server.models;

import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;
import latentlab.network.Decoder;
import latentlab.network.Encoder;
import latentlab.server.export.ModelFile;
import latentlab.server.export.TrainedWeights;
import latentlab.weights.MalformedWeightsException;
import latentlab.weights.Safetensors;
import latentlab.weights.SafetensorsReader;

/** A trained model: what is known of it, its weights, and the files made from them. Thread-safe. */
public final class Model {
    /** Goes into addresses and names of files as it is. */
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9.-]{0,99}");

    private final ModelDescription description;
    private final TrainedWeights weights;
    private final Map<ModelFile, byte[]> files = new EnumMap<>(ModelFile.class);
    private Inference inference;

    private Model(ModelDescription description, TrainedWeights weights) {
        this.description = description;
        this.weights = weights;
    }

    /**
     * Reads a model from the bytes of a weights file with the tensors of encoder and decoder.
     *
     * @throws MalformedWeightsException when the file is broken, or tensors are missing or of other shapes
     * @throws IllegalArgumentException  when the metadata describes no model or another one
     */
    public static Model read(byte[] file) {
        Safetensors weights = SafetensorsReader.read(file);
        ModelDescription description = ModelDescription.of(weights.metadata());
        if (!ID.matcher(description.id()).matches()) {
            throw new IllegalArgumentException("the metadata's id has other characters than a-z, 0-9, dot and hyphen");
        }
        Encoder encoder = Encoder.of(weights);
        Decoder decoder = Decoder.of(weights);
        int d = description.latentDim();
        int c = description.channels();
        if (encoder.latentDim() != d
                || decoder.latentDim() != d
                || encoder.channels() != c
                || decoder.channels() != c) {
            throw new IllegalArgumentException(
                    "the metadata says latentDim " + d + " and channels " + c + ", the tensors have other shapes");
        }
        return new Model(description, new TrainedWeights(weights));
    }

    public String id() {
        return description.id();
    }

    public ModelDescription description() {
        return description;
    }

    /** Its encoder and decoder; prepared when first asked for. */
    public synchronized Inference inference() {
        if (inference == null) {
            inference = new Inference(weights);
        }
        return inference;
    }

    /** The bytes of one of its files; made when first asked for. Not to be written to. */
    public synchronized byte[] file(ModelFile file) {
        return files.computeIfAbsent(file, absent -> absent.write(weights));
    }
}
