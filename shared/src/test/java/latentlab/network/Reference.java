package latentlab.network;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import latentlab.weights.Safetensors;
import latentlab.weights.Tensor;

/** The network in double precision, written from its definition: one loop for each index, nothing clever. */
final class Reference {
    private Reference() {}

    /** Weights as PyTorch would initialise them: uniform within ±1/√(inputs of one output). */
    static Safetensors weights(int c, int d, long seed) {
        Random random = new Random(seed);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        add(tensors, random, "encoder.conv1", 16, c, c, 1, 4, 4);
        add(tensors, random, "encoder.conv2", 16 * c, 2 * c, 2 * c, c, 4, 4);
        add(tensors, random, "encoder.fc", 98 * c, d, d, 98 * c);
        add(tensors, random, "decoder.fc", d, 98 * c, 98 * c, d);
        add(tensors, random, "decoder.conv2", 16 * c, c, 2 * c, c, 4, 4);
        add(tensors, random, "decoder.conv1", 16, 1, c, 1, 4, 4);
        return new Safetensors(Map.of(), tensors);
    }

    private static void add(Map<String, Tensor> to, Random random, String name, int fanIn, int outputs, int... shape) {
        to.put(name + ".weight", uniform(random, fanIn, shape));
        to.put(name + ".bias", uniform(random, fanIn, outputs));
    }

    private static Tensor uniform(Random random, int fanIn, int... shape) {
        int count = 1;
        for (int extent : shape) {
            count *= extent;
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) ((2 * random.nextDouble() - 1) / Math.sqrt(fanIn));
        }
        return new Tensor(shape, values);
    }

    static double[] encode(Safetensors weights, float[] pixels) {
        double[] x = convolution(weights, "encoder.conv1", widen(pixels), 28);
        x = convolution(weights, "encoder.conv2", relu(x), 14);
        return linear(weights, "encoder.fc", relu(x));
    }

    static double[] decode(Safetensors weights, float[] code) {
        double[] x = linear(weights, "decoder.fc", widen(code));
        x = transposed(weights, "decoder.conv2", x, 7);
        x = transposed(weights, "decoder.conv1", relu(x), 14);
        for (int i = 0; i < x.length; i++) {
            x[i] = 1 / (1 + Math.exp(-x[i]));
        }
        return x;
    }

    private static double[] linear(Safetensors weights, String name, double[] x) {
        float[] w = weights.tensors().get(name + ".weight").data(); // (out, in)
        double[] y = widen(weights.tensors().get(name + ".bias").data());
        for (int o = 0; o < y.length; o++) {
            for (int i = 0; i < x.length; i++) {
                y[o] += w[o * x.length + i] * x[i];
            }
        }
        return y;
    }

    /** x (in, size, size) → (out, size/2, size/2). */
    private static double[] convolution(Safetensors weights, String name, double[] x, int size) {
        Tensor w = weights.tensors().get(name + ".weight"); // (out, in, 4, 4)
        float[] bias = weights.tensors().get(name + ".bias").data();
        int inputs = w.shape()[1];
        int half = size / 2;
        double[] y = new double[bias.length * half * half];
        for (int k = 0; k < y.length; k++) {
            int o = k / (half * half);
            y[k] = bias[o];
            for (int j = 0; j < 16 * inputs; j++) {
                int row = 2 * (k / half % half) - 1 + j % 16 / 4;
                int column = 2 * (k % half) - 1 + j % 4;
                if (row >= 0 && row < size && column >= 0 && column < size) {
                    y[k] += w.data()[o * 16 * inputs + j] * x[(j / 16 * size + row) * size + column];
                }
            }
        }
        return y;
    }

    /** x (in, size, size) → (out, 2·size, 2·size). */
    private static double[] transposed(Safetensors weights, String name, double[] x, int size) {
        Tensor w = weights.tensors().get(name + ".weight"); // (in, out, 4, 4)
        float[] bias = weights.tensors().get(name + ".bias").data();
        int twice = 2 * size;
        double[] y = new double[bias.length * twice * twice];
        for (int o = 0; o < bias.length; o++) {
            Arrays.fill(y, o * twice * twice, (o + 1) * twice * twice, bias[o]);
            for (int k = 0; k < x.length; k++) {
                for (int j = 0; j < 16; j++) {
                    int row = 2 * (k / size % size) - 1 + j / 4;
                    int column = 2 * (k % size) - 1 + j % 4;
                    if (row >= 0 && row < twice && column >= 0 && column < twice) {
                        y[(o * twice + row) * twice + column] +=
                                w.data()[(k / (size * size) * bias.length + o) * 16 + j] * x[k];
                    }
                }
            }
        }
        return y;
    }

    private static double[] relu(double[] x) {
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.max(x[i], 0);
        }
        return x;
    }

    private static double[] widen(float[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i];
        }
        return y;
    }
}
