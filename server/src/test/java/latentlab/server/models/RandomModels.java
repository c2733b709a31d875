package latentlab.server.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import latentlab.weights.Safetensors;
import latentlab.weights.SafetensorsWriter;
import latentlab.weights.Tensor;

/** Untrained models of any size for tests: the same seed gives the same weights. */
public final class RandomModels {
    private RandomModels() {}

    /** A model that went through its file. */
    public static Model model(String id, int c, int d) {
        return Model.read(SafetensorsWriter.write(weights(id, c, d)));
    }

    /** Weights spread about as a trained network's are. */
    public static Safetensors weights(String id, int c, int d) {
        Random random = new Random(31L * c + d);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        layer(tensors, random, "encoder.conv1", c, 16, c, 1, 4, 4);
        layer(tensors, random, "encoder.conv2", 2 * c, 16 * c, 2 * c, c, 4, 4);
        layer(tensors, random, "encoder.fc", d, 98 * c, d, 98 * c);
        layer(tensors, random, "decoder.fc", 98 * c, d, 98 * c, d);
        layer(tensors, random, "decoder.conv2", c, 8 * c, 2 * c, c, 4, 4);
        layer(tensors, random, "decoder.conv1", 1, 4 * c, c, 1, 4, 4);
        return new Safetensors(description(id, c, d).toMetadata(), tensors);
    }

    private static ModelDescription description(String id, int c, int d) {
        long parameters = 64L * c * c + 134L * c + 196L * c * d + d + 1;
        return new ModelDescription(
                id,
                "Random, <c=" + c + ">",
                "mnist",
                d,
                c,
                parameters,
                1,
                128,
                0.003,
                0.01,
                "constant",
                0,
                0.1,
                0.1,
                0.1,
                "2026-01-01T00:00:00Z",
                1,
                1,
                null,
                "none",
                List.of(),
                List.of(),
                List.of(),
                null,
                null);
    }

    private static void layer(
            Map<String, Tensor> tensors, Random random, String name, int outputs, int fanIn, int... shape) {
        int count = 1;
        for (int extent : shape) {
            count *= extent;
        }
        tensors.put(name + ".weight", Tensor.of(values(random, count, fanIn), shape));
        tensors.put(name + ".bias", Tensor.of(values(random, outputs, fanIn), outputs));
    }

    private static float[] values(Random random, int count, int fanIn) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() * Math.sqrt(2.0 / fanIn));
        }
        return values;
    }
}
