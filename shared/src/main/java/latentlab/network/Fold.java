package latentlab.network;

import java.util.LinkedHashMap;
import java.util.Map;
import latentlab.weights.Safetensors;

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
        Decoder decoder = Decoder.of(weights);
        int c = decoder.channels();
        int d = decoder.latentDim();
        float[] weight = new float[196 * c * d];
        float[] origin = image(decoder, new float[d]);
        Tensor linear = weights.require("decoder.fc.weight", 98 * c, d);
        float[] column = new float[98 * c];
        float[] image = new float[196 * c];
        TransposedConvolution withoutBias = new TransposedConvolution(
                weights.require("decoder.conv2.weight", 2 * c, c, 4, 4), Tensor.of(new float[c], c));
        for (int j = 0; j < d; j++) {
            for (int i = 0; i < column.length; i++) {
                column[i] = linear.data()[i * d + j];
            }
            withoutBias.apply(column, 7, image);
            for (int i = 0; i < image.length; i++) {
                weight[i * d + j] = image[i];
            }
        }
        Map<String, Tensor> folded = new LinkedHashMap<>();
        folded.put("folded.weight", Tensor.of(weight, 196 * c, d));
        folded.put("folded.bias", Tensor.of(origin, 196 * c));
        folded.put("decoder.conv1.weight", weights.require("decoder.conv1.weight", c, 1, 4, 4));
        folded.put("decoder.conv1.bias", weights.require("decoder.conv1.bias", 1));
        return new Safetensors(weights.metadata(), folded);
    }

    /** (c,14,14), before the ReLU. */
    private static float[] image(Decoder decoder, float[] code) {
        float[] hidden = new float[decoder.fc.outputs()];
        float[] image = new float[196 * decoder.channels()];
        decoder.fc.apply(code, hidden);
        decoder.conv2.apply(hidden, 7, image);
        return image;
    }
}
