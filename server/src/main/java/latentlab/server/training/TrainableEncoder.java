package latentlab.server.training;

import java.util.LinkedHashMap;
import java.util.Map;
import latentlab.weights.Safetensors;
import latentlab.weights.Tensor;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The encoder alone, on ND4J's convolutions: encodes many images, and carries the gradient of any function of the codes
 * back to its weights. The training of autoencoders has faster kernels of its own; this one is for learning with labels,
 * which takes few steps.
 *
 * <p>Not thread-safe: it has scratch memory.
 */
public final class TrainableEncoder {
    /** Images at a time: as many as have their features in the processor's cache. */
    private static final int CHUNK = 100;

    /** Kernel 4, stride 2, padding 1, dilation 1, no "same" mode, NCHW, weights (kH, kW, in, out). */
    private static final int[] CONVOLUTION = {4, 4, 2, 2, 1, 1, 1, 1, 0, 0, 0};

    private final int c;
    private final int d;
    private final Map<String, INDArray> weights = new LinkedHashMap<>();
    private final INDArray pictures;
    private final INDArray hidden1; // (n, c, 14, 14)
    private final INDArray hidden2; // (n, 2c, 7, 7)
    private final INDArray features; // (n, 98c), the same memory

    /** Takes the tensors {@code encoder.*}, PyTorch's names and layouts. */
    public TrainableEncoder(Safetensors weights) {
        NativeThreads.one();
        c = weights.require("encoder.conv1.weight", -1, 1, 4, 4).shape()[0];
        d = weights.require("encoder.fc.weight", -1, 98 * c).shape()[0];
        put("conv1.weight", kernel(weights.require("encoder.conv1.weight", c, 1, 4, 4)));
        put("conv1.bias", vector(weights.require("encoder.conv1.bias", c)));
        put("conv2.weight", kernel(weights.require("encoder.conv2.weight", 2 * c, c, 4, 4)));
        put("conv2.bias", vector(weights.require("encoder.conv2.bias", 2 * c)));
        put("fc.weight", array(weights.require("encoder.fc.weight", d, 98 * c)));
        put("fc.bias", vector(weights.require("encoder.fc.bias", d)));
        pictures = Nd4j.zeros(DataType.FLOAT, CHUNK, 1, 28, 28);
        hidden1 = Nd4j.zeros(DataType.FLOAT, CHUNK, c, 14, 14);
        hidden2 = Nd4j.zeros(DataType.FLOAT, CHUNK, 2 * c, 7, 7);
        features = hidden2.reshape(CHUNK, 98 * c);
    }

    private void put(String name, INDArray value) {
        weights.put(name, value);
    }

    private static INDArray array(Tensor tensor) {
        long[] shape = new long[tensor.shape().length];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = tensor.shape()[i];
        }
        return Nd4j.create(tensor.data(), shape, 'c');
    }

    private static INDArray vector(Tensor tensor) {
        return Nd4j.create(tensor.data().clone(), new long[] {tensor.data().length}, 'c');
    }

    /** From PyTorch's (out, in, kH, kW) to (kH, kW, in, out). */
    private static INDArray kernel(Tensor tensor) {
        return array(tensor).permute(2, 3, 1, 0).dup('c');
    }

    /** d. */
    public int latentDim() {
        return d;
    }

    /** Number of weights and biases. */
    int count() {
        return (int) weights.values().stream().mapToLong(INDArray::length).sum();
    }

    /** Copies the weights and biases into an array, from its start. */
    void get(float[] values) {
        int at = 0;
        for (INDArray array : weights.values()) {
            float[] part = array.data().asFloat();
            System.arraycopy(part, 0, values, at, part.length);
            at += part.length;
        }
    }

    /** Takes weights and biases over from the start of an array, in the order of {@link #get}. */
    void set(float[] values) {
        int at = 0;
        for (INDArray array : weights.values()) {
            int length = (int) array.length();
            float[] part = new float[length];
            System.arraycopy(values, at, part, 0, length);
            array.data().setData(part);
            at += length;
        }
    }

    /** The weights and biases as PyTorch's tensors {@code encoder.*}. */
    public Map<String, Tensor> tensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        weights.forEach((name, array) -> tensors.put("encoder." + name, tensor(array)));
        return tensors;
    }

    private static Tensor tensor(INDArray array) {
        INDArray pytorch = array.rank() == 4 ? array.permute(3, 2, 0, 1).dup('c') : array;
        long[] extents = pytorch.shape();
        int[] shape = new int[extents.length];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = (int) extents[i];
        }
        return new Tensor(shape, pytorch.data().asFloat());
    }

    /**
     * Encodes images.
     *
     * @param pixels (n,784), 0 to 255
     * @return (n,d)
     */
    public float[] encode(byte[] pixels) {
        int images = pixels.length / 784;
        float[] codes = new float[images * d];
        for (int from = 0; from < images; from += CHUNK) {
            int n = Math.min(CHUNK, images - from);
            float[] part = forward(pixels, from, n).data().asFloat();
            System.arraycopy(part, 0, codes, from * d, n * d);
        }
        return codes;
    }

    private INDArray forward(byte[] pixels, int from, int n) {
        float[] values = new float[CHUNK * 784];
        for (int i = 0; i < n * 784; i++) {
            values[i] = (pixels[from * 784 + i] & 0xff) / 255f;
        }
        pictures.data().setData(values);
        convolve(pictures, "conv1", hidden1);
        convolve(hidden1, "conv2", hidden2);
        INDArray codes = Nd4j.gemm(features, weights.get("fc.weight"), false, true);
        return codes.addiRowVector(weights.get("fc.bias")).dup('c');
    }

    private void convolve(INDArray input, String layer, INDArray output) {
        Nd4j.exec(DynamicCustomOp.builder("conv2d")
                .addInputs(input, weights.get(layer + ".weight"), weights.get(layer + ".bias"))
                .addOutputs(output)
                .addIntegerArguments(CONVOLUTION)
                .build());
        Transforms.relu(output, false);
    }

    /**
     * The gradient of a function of the codes by the weights and biases.
     *
     * @param pixels       (n,784), at most {@value #CHUNK} images, those that were encoded last and by the same weights
     * @param codeGradient (n,d), the function's gradient by the codes
     * @param gradient     overwritten from its start, in the order of {@link #get}
     */
    void backward(byte[] pixels, float[] codeGradient, float[] gradient) {
        int n = pixels.length / 784;
        if (n > CHUNK) {
            throw new IllegalArgumentException("at most " + CHUNK + " images, not " + n);
        }
        forward(pixels, 0, n);
        float[] padded = new float[CHUNK * d];
        System.arraycopy(codeGradient, 0, padded, 0, n * d);
        INDArray delta = Nd4j.create(padded, new long[] {CHUNK, d}, 'c');
        INDArray linear = Nd4j.gemm(delta, features, true, false).dup('c');
        INDArray linearBias = delta.sum(0);
        INDArray delta2 = Nd4j.gemm(delta, weights.get("fc.weight"), false, false)
                .dup('c')
                .reshape(CHUNK, 2L * c, 7, 7);
        INDArray[] second = convolveBack(hidden1, "conv2", masked(delta2, hidden2));
        INDArray[] first = convolveBack(pictures, "conv1", masked(second[0], hidden1));
        int at = 0;
        for (INDArray part : new INDArray[] {first[1], first[2], second[1], second[2], linear, linearBias}) {
            float[] values = part.data().asFloat();
            System.arraycopy(values, 0, gradient, at, values.length);
            at += values.length;
        }
    }

    /** Through the rectifier backwards. */
    private static INDArray masked(INDArray delta, INDArray rectified) {
        return delta.muli(rectified.gt(0).castTo(DataType.FLOAT));
    }

    /** Gradients by the input, the weights and the bias. */
    private INDArray[] convolveBack(INDArray input, String layer, INDArray delta) {
        INDArray weight = weights.get(layer + ".weight");
        INDArray bias = weights.get(layer + ".bias");
        INDArray[] gradients = {
            Nd4j.create(DataType.FLOAT, input.shape()),
            Nd4j.create(DataType.FLOAT, weight.shape()),
            Nd4j.create(DataType.FLOAT, bias.shape())
        };
        Nd4j.exec(DynamicCustomOp.builder("conv2d_bp")
                .addInputs(input, weight, bias, delta)
                .addOutputs(gradients)
                .addIntegerArguments(CONVOLUTION)
                .build());
        return gradients;
    }
}
