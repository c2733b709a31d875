package latentlab.network;

import java.util.LinkedHashMap;
import java.util.Map;
import latentlab.weights.Safetensors;
import latentlab.weights.Tensor;

/**
 * Folds the decoder's Linear and first ConvTranspose2d into one affine map from the code to (c,14,14). There is no
 * activation between the two, and affine maps compose: T(Wz + b) + t = (TW)z + (Tb + t), where T is the transposed
 * convolution without its bias t. The columns of TW are the pictures that T makes of the columns of W.
 */
public final class Fold {
    private Fold() {}

    /**
     * The folded weights of a decoder.
     *
     * @param weights the tensors {@code decoder.fc}, {@code decoder.conv2} and {@code decoder.conv1}
     * @return {@code folded.weight (196c,d)} and {@code folded.bias (196c)}, rows in (channel, row, column) order,
     *     and {@code decoder.conv1} as it was
     * @throws latentlab.weights.MalformedWeightsException when a tensor is missing or of another shape
     */
    public static Safetensors fold(Safetensors weights) {
        int c = weights.require("decoder.conv1.weight", -1, 1, 4, 4).shape()[0];
        int d = weights.require("decoder.fc.weight", 98 * c, -1).shape()[1];
        Tensor taps = weights.require("decoder.conv2.weight", 2 * c, c, 4, 4);
        TransposedConvolution affine = TransposedConvolution.of(taps, weights.require("decoder.conv2.bias", c));
        TransposedConvolution linear = TransposedConvolution.of(taps, Tensor.of(new float[c], c));
        float[] bias = new float[196 * c];
        float[] weight = new float[196 * c * d];
        image(affine, weights.require("decoder.fc.bias", 98 * c).data(), 0, 1, bias);
        for (int j = 0; j < d; j++) {
            image(linear, weights.require("decoder.fc.weight", 98 * c, d).data(), j, d, weight);
        }
        Map<String, Tensor> folded = new LinkedHashMap<>();
        folded.put("folded.weight", Tensor.of(weight, 196 * c, d));
        folded.put("folded.bias", Tensor.of(bias, 196 * c));
        folded.put("decoder.conv1.weight", weights.require("decoder.conv1.weight", c, 1, 4, 4));
        folded.put("decoder.conv1.bias", weights.require("decoder.conv1.bias", 1));
        return new Safetensors(weights.metadata(), folded);
    }

    /** What the layer makes of one column: every step-th value from first on, in both arrays. */
    private static void image(TransposedConvolution layer, float[] columns, int first, int step, float[] images) {
        Order smallPicture = Order.positionMajor(layer.inputs(), 49);
        Order largePicture = Order.positionMajor(layer.outputs(), 196);
        float[] x = new float[49 * layer.inputs()];
        float[] y = new float[196 * layer.outputs()];
        for (int i = 0; i < x.length; i++) {
            x[smallPicture.place(i)] = columns[first + i * step];
        }
        layer.apply(x, 7, y);
        for (int i = 0; i < y.length; i++) {
            images[first + i * step] = y[largePicture.place(i)];
        }
    }
}
