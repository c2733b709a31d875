package latentlab.server.training;

import java.util.HashMap;
import java.util.Map;
import latentlab.weights.Tensor;

/**
 * The study's network in double precision, layer by layer and by the definitions: slow, and independent of the way in
 * which training computes it. Parameters in PyTorch's names and layouts.
 */
final class LayeredNetwork {
    private final Map<String, double[]> parameters = new HashMap<>();
    private final int c;
    private final int d;

    LayeredNetwork(Map<String, Tensor> tensors) {
        tensors.forEach((name, tensor) -> {
            double[] values = new double[tensor.data().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = tensor.data()[i];
            }
            parameters.put(name, values);
        });
        c = parameters.get("encoder.conv1.bias").length;
        d = parameters.get("encoder.fc.bias").length;
    }

    /** The values of a parameter, to be changed at will. */
    double[] parameter(String name) {
        return parameters.get(name);
    }

    /** Mean squared difference over some images (n, 784), 0 to 255. */
    double loss(byte[] pixels) {
        double sum = 0;
        for (int at = 0; at < pixels.length; at += 784) {
            double[] x = new double[784];
            for (int k = 0; k < 784; k++) {
                x[k] = (pixels[at + k] & 0xff) / 255.0;
            }
            double[] y = decode(encode(x));
            for (int k = 0; k < 784; k++) {
                sum += (y[k] - x[k]) * (y[k] - x[k]);
            }
        }
        return sum / pixels.length;
    }

    double[] encode(double[] x) {
        double[] h1 = rectify(convolve(x, 28, 1, c, "encoder.conv1"));
        double[] h2 = rectify(convolve(h1, 14, c, 2 * c, "encoder.conv2"));
        return linear(h2, d, "encoder.fc");
    }

    double[] decode(double[] z) {
        double[] h2 = linear(z, 98 * c, "decoder.fc");
        double[] h1 = rectify(spread(h2, 7, 2 * c, c, "decoder.conv2"));
        double[] y = spread(h1, 14, c, 1, "decoder.conv1");
        for (int k = 0; k < y.length; k++) {
            y[k] = 1 / (1 + Math.exp(-y[k]));
        }
        return y;
    }

    private double[] convolve(double[] x, int size, int inputs, int outputs, String layer) {
        double[] weight = parameters.get(layer + ".weight"); // (outputs, inputs, 4, 4)
        int half = size / 2;
        double[] y = new double[outputs * half * half];
        for (int o = 0; o < outputs; o++) {
            for (int p = 0; p < half * half; p++) {
                double sum = parameters.get(layer + ".bias")[o];
                for (int i = 0; i < inputs; i++) {
                    for (int k = 0; k < 16; k++) {
                        int row = p / half * 2 - 1 + k / 4;
                        int column = p % half * 2 - 1 + k % 4;
                        if (row >= 0 && row < size && column >= 0 && column < size) {
                            sum += weight[(o * inputs + i) * 16 + k] * x[(i * size + row) * size + column];
                        }
                    }
                }
                y[o * half * half + p] = sum;
            }
        }
        return y;
    }

    private double[] spread(double[] x, int size, int inputs, int outputs, String layer) {
        double[] weight = parameters.get(layer + ".weight"); // (inputs, outputs, 4, 4)
        int twice = 2 * size;
        double[] y = new double[outputs * twice * twice];
        for (int o = 0; o < outputs; o++) {
            for (int p = 0; p < twice * twice; p++) {
                y[o * twice * twice + p] = parameters.get(layer + ".bias")[o];
            }
            for (int i = 0; i < inputs; i++) {
                for (int p = 0; p < size * size; p++) {
                    for (int k = 0; k < 16; k++) {
                        int row = p / size * 2 - 1 + k / 4;
                        int column = p % size * 2 - 1 + k % 4;
                        if (row >= 0 && row < twice && column >= 0 && column < twice) {
                            y[(o * twice + row) * twice + column] +=
                                    weight[(i * outputs + o) * 16 + k] * x[i * size * size + p];
                        }
                    }
                }
            }
        }
        return y;
    }

    private double[] linear(double[] x, int outputs, String layer) {
        double[] weight = parameters.get(layer + ".weight"); // (outputs, inputs)
        double[] y = parameters.get(layer + ".bias").clone();
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < x.length; i++) {
                y[o] += weight[o * x.length + i] * x[i];
            }
        }
        return y;
    }

    private static double[] rectify(double[] x) {
        for (int k = 0; k < x.length; k++) {
            x[k] = Math.max(x[k], 0);
        }
        return x;
    }
}
