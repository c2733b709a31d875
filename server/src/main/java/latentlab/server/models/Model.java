package latentlab.server.models;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import latentlab.server.export.ModelFile;
import latentlab.server.export.TrainedWeights;
import latentlab.weights.MalformedWeightsException;
import latentlab.weights.Safetensors;
import latentlab.weights.SafetensorsHeader;
import latentlab.weights.SafetensorsReader;

/** A trained model: what is known of it, its weights, and the files made from them. Thread-safe. */
public final class Model {
    /** Goes into addresses and names of files as it is. */
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9.-]{0,199}");

    private static final AtomicLong EDITIONS = new AtomicLong();

    private final ModelDescription description;
    private final long edition = EDITIONS.incrementAndGet();
    private final Supplier<Safetensors> source;
    /** These are let go when the memory is short, as the source still has them. */
    private SoftReference<TrainedWeights> weights = new SoftReference<>(null);

    private SoftReference<Inference> inference = new SoftReference<>(null);

    private Model(ModelDescription description, Supplier<Safetensors> source) {
        this.description = description;
        this.source = source;
    }

    /**
     * Reads a model from the bytes of a weights file with the tensors of encoder and decoder.
     *
     * @throws MalformedWeightsException when the file is broken, or tensors are missing or of other shapes
     * @throws IllegalArgumentException  when the metadata describes no model or another one
     */
    public static Model read(byte[] file) {
        Safetensors weights = SafetensorsReader.read(file);
        return new Model(checked(SafetensorsHeader.read(file)), () -> weights);
    }

    /**
     * Reads what a weights file says of its model, and the weights when they are first asked for.
     *
     * @param genuine                    whether the file's bytes are those that were trained
     * @throws IOException               when the file can't be read
     * @throws MalformedWeightsException when the file is broken, or tensors are missing or of other shapes
     * @throws IllegalArgumentException  when the metadata describes no model or another one
     */
    static Model open(WeightsFile file, Predicate<byte[]> genuine) throws IOException {
        SafetensorsHeader header = file.header();
        return new Model(checked(header), () -> {
            try {
                byte[] bytes = file.bytes();
                if (!genuine.test(bytes)) {
                    throw DamagedFileException.ofARun(file.place());
                }
                Safetensors weights = SafetensorsReader.read(bytes);
                if (!weights.metadata().equals(header.metadata())) {
                    throw new IOException("it was replaced by another while the server runs");
                }
                return weights;
            } catch (IOException | MalformedWeightsException lost) {
                throw new IllegalStateException(file.place() + " can't be read any more: " + lost.getMessage(), lost);
            }
        });
    }

    private static ModelDescription checked(SafetensorsHeader header) {
        ModelDescription description = ModelDescription.of(header.metadata());
        if (!ID.matcher(description.id()).matches()) {
            throw new IllegalArgumentException("the metadata's id has other characters than a-z, 0-9, dot and hyphen");
        }
        Map<String, int[]> shapes = new HashMap<>();
        header.entries().forEach(entry -> shapes.put(entry.name(), entry.shape()));
        int c = description.channels();
        int d = description.latentDim();
        requireLayer(shapes, "encoder.conv1", c, c, 1, 4, 4);
        requireLayer(shapes, "encoder.conv2", 2 * c, 2 * c, c, 4, 4);
        requireLayer(shapes, "encoder.fc", d, d, 98 * c);
        requireLayer(shapes, "decoder.fc", 98 * c, 98 * c, d);
        requireLayer(shapes, "decoder.conv2", c, 2 * c, c, 4, 4);
        requireLayer(shapes, "decoder.conv1", 1, c, 1, 4, 4);
        return description;
    }

    private static void requireLayer(Map<String, int[]> shapes, String layer, int outputs, int... weight) {
        require(shapes, layer + ".weight", weight);
        require(shapes, layer + ".bias", outputs);
    }

    private static void require(Map<String, int[]> shapes, String tensor, int... expected) {
        int[] found = shapes.get(tensor);
        if (!Arrays.equals(found, expected)) {
            throw new IllegalArgumentException("for the channels and latentDim of its metadata, tensor " + tensor
                    + " must have the shape " + Arrays.toString(expected)
                    + (found == null ? "; it is missing" : ", not " + Arrays.toString(found)));
        }
    }

    public String id() {
        return description.id();
    }

    /**
     * The id, with something that sets this model apart from another one that had the id before, such as until a backup
     * was restored: what is made from a model is kept under this name.
     */
    public String edition() {
        return id() + "#" + edition;
    }

    public ModelDescription description() {
        return description;
    }

    /** Its encoder and decoder; prepared when first asked for. */
    public synchronized Inference inference() {
        Inference prepared = inference.get();
        if (prepared == null) {
            prepared = new Inference(weights());
            inference = new SoftReference<>(prepared);
        }
        return prepared;
    }

    /** The bytes of one of its files, made anew. */
    public synchronized byte[] file(ModelFile file) {
        return file.write(weights());
    }

    private TrainedWeights weights() {
        TrainedWeights read = weights.get();
        if (read == null) {
            read = new TrainedWeights(source.get());
            weights = new SoftReference<>(read);
        }
        return read;
    }
}
