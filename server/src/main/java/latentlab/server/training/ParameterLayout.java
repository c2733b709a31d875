package latentlab.server.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import latentlab.weights.Safetensors;
import latentlab.weights.Tensor;

/**
 * Where each parameter lies in one flat array, and how that relates to PyTorch's tensors.
 *
 * <p>Inside, channels come last, so that a convolution is a product of patches and weights without rearranging the
 * pictures: features are (row, column, channel), patches (4, 4, channel). The decoder's Linear is kept as d+1 pictures
 * (7, 7, 2c), its weight's columns and then its bias, since training folds it into the transposed convolution.
 *
 * @param channels  c, at least 1
 * @param latentDim d, at least 1
 */
record ParameterLayout(int channels, int latentDim) {

    ParameterLayout {
        if (channels < 1 || latentDim < 1) {
            throw new IllegalArgumentException("channels and latent dimension must be at least 1");
        }
        Math.toIntExact(count(channels, latentDim));
    }

    /** 64c² + 134c + 196cd + d + 1. */
    static long count(long c, long d) {
        return Math.addExact(
                Math.addExact(Math.multiplyExact(64, Math.multiplyExact(c, c)), Math.multiplyExact(134, c)),
                Math.addExact(Math.multiplyExact(196, Math.multiplyExact(c, d)), d + 1));
    }

    int count() {
        return (int) count(channels, latentDim);
    }

    /** (d+1, 7, 7, 2c): comes first, since its gradient is not summed over the threads. */
    int decoderPictures() {
        return 0;
    }

    /** Values of the decoder's Linear, weight and bias. */
    int decoderPicturesLength() {
        return (latentDim + 1) * 98 * channels;
    }

    /** (4, 4, c). */
    int encoderConv1() {
        return decoderPicturesLength();
    }

    /** (c). */
    int encoderConv1Bias() {
        return encoderConv1() + 16 * channels;
    }

    /** (4, 4, c, 2c). */
    int encoderConv2() {
        return encoderConv1Bias() + channels;
    }

    /** (2c). */
    int encoderConv2Bias() {
        return encoderConv2() + 32 * channels * channels;
    }

    /** (d, 7, 7, 2c). */
    int encoderLinear() {
        return encoderConv2Bias() + 2 * channels;
    }

    /** (d). */
    int encoderLinearBias() {
        return encoderLinear() + latentDim * 98 * channels;
    }

    /** (4, 4, c, 2c), as its transpose. */
    int decoderConv2() {
        return encoderLinearBias() + latentDim;
    }

    /** (c). */
    int decoderConv2Bias() {
        return decoderConv2() + 32 * channels * channels;
    }

    /** (c, 4, 4). */
    int decoderConv1() {
        return decoderConv2Bias() + channels;
    }

    /** (1). */
    int decoderConv1Bias() {
        return decoderConv1() + 16 * channels;
    }

    /**
     * One of PyTorch's tensors.
     *
     * @param fanIn number of inputs that one output sums, as PyTorch counts it
     * @param place where each value lies in the flat array, in the tensor's order
     */
    private record Mapping(String name, int fanIn, Place place, int... shape) {
        int length() {
            int length = 1;
            for (int extent : shape) {
                length *= extent;
            }
            return length;
        }
    }

    @FunctionalInterface
    private interface Place {
        int of(int index);
    }

    private List<Mapping> mappings() {
        int c = channels;
        int d = latentDim;
        int features = 98 * c;
        return List.of(
                // (c, 1, 4, 4)
                new Mapping("encoder.conv1.weight", 16, i -> encoderConv1() + i % 16 * c + i / 16, c, 1, 4, 4),
                new Mapping("encoder.conv1.bias", 16, i -> encoderConv1Bias() + i, c),
                // (2c, c, 4, 4)
                new Mapping(
                        "encoder.conv2.weight",
                        16 * c,
                        i -> encoderConv2() + (i % 16 * c + i / 16 % c) * 2 * c + i / (16 * c),
                        2 * c,
                        c,
                        4,
                        4),
                new Mapping("encoder.conv2.bias", 16 * c, i -> encoderConv2Bias() + i, 2 * c),
                new Mapping(
                        "encoder.fc.weight",
                        features,
                        i -> encoderLinear() + i / features * features + feature(i % features),
                        d,
                        features),
                new Mapping("encoder.fc.bias", features, i -> encoderLinearBias() + i, d),
                // (98c, d): transposed, a picture per column
                new Mapping(
                        "decoder.fc.weight",
                        d,
                        i -> decoderPictures() + i % d * features + feature(i / d),
                        features,
                        d),
                new Mapping("decoder.fc.bias", d, i -> decoderPictures() + d * features + feature(i), features),
                // (2c, c, 4, 4), fan-in out·4·4
                new Mapping(
                        "decoder.conv2.weight",
                        16 * c,
                        i -> decoderConv2() + (i % 16 * c + i / 16 % c) * 2 * c + i / (16 * c),
                        2 * c,
                        c,
                        4,
                        4),
                new Mapping("decoder.conv2.bias", 16 * c, i -> decoderConv2Bias() + i, c),
                new Mapping("decoder.conv1.weight", 16, i -> decoderConv1() + i, c, 1, 4, 4),
                new Mapping("decoder.conv1.bias", 16, i -> decoderConv1Bias() + i, 1));
    }

    /** From PyTorch's order of features (channel, row, column) to ours (row, column, channel). */
    private int feature(int index) {
        return index % 49 * 2 * channels + index / 49;
    }

    /**
     * PyTorch's initialisation: every weight and bias uniform in ±1/√fan-in.
     *
     * @param seed the same seed gives the same values everywhere
     */
    float[] initialize(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] flat = new float[count()];
        for (Mapping mapping : mappings()) {
            double bound = 1 / Math.sqrt(mapping.fanIn());
            for (int i = 0; i < mapping.length(); i++) {
                flat[mapping.place().of(i)] = (float) ((2 * random.nextDouble() - 1) * bound);
            }
        }
        return flat;
    }

    /**
     * PyTorch's tensors of a flat array.
     *
     * @param prefix goes before each name
     */
    Map<String, Tensor> tensors(float[] flat, String prefix) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Mapping mapping : mappings()) {
            float[] data = new float[mapping.length()];
            for (int i = 0; i < data.length; i++) {
                data[i] = flat[mapping.place().of(i)];
            }
            tensors.put(prefix + mapping.name(), new Tensor(mapping.shape(), data));
        }
        return tensors;
    }

    /**
     * The flat array of PyTorch's tensors.
     *
     * @throws latentlab.weights.MalformedWeightsException when a tensor is missing or has another shape
     */
    float[] flatten(Safetensors weights, String prefix) {
        float[] flat = new float[count()];
        for (Mapping mapping : mappings()) {
            float[] data =
                    weights.require(prefix + mapping.name(), mapping.shape()).data();
            for (int i = 0; i < data.length; i++) {
                flat[mapping.place().of(i)] = data[i];
            }
        }
        return flat;
    }
}
