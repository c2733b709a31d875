package latentlab.client.kernel;

import java.util.Map;
import latentlab.network.Decoder;
import latentlab.network.Encoder;
import latentlab.network.FoldedDecoder;
import latentlab.weights.Safetensors;

/** The network in plain Java, which starts soonest, runs in every browser and is the measure of the kernel. */
public final class JavaNetwork implements Network {
    private final Map<String, String> metadata;
    private final Encoder encoder;
    private final FoldedDecoder folded; // null for the layered graph
    private final Decoder layered; // null for the folded graph

    /**
     * With the folded decoder.
     *
     * @param weights {@code encoder.*}, {@code folded.*} and {@code decoder.conv1.*}
     * @throws latentlab.weights.MalformedWeightsException when a tensor is missing or of another shape
     */
    public static JavaNetwork folded(Safetensors weights) {
        return new JavaNetwork(weights, FoldedDecoder.of(weights), null);
    }

    /**
     * With the decoder as it was trained.
     *
     * @param weights {@code encoder.*} and {@code decoder.*}
     * @throws latentlab.weights.MalformedWeightsException when a tensor is missing or of another shape
     */
    public static JavaNetwork layered(Safetensors weights) {
        return new JavaNetwork(weights, null, Decoder.of(weights));
    }

    private JavaNetwork(Safetensors weights, FoldedDecoder folded, Decoder layered) {
        this.folded = folded;
        this.layered = layered;
        metadata = weights.metadata();
        encoder = Encoder.of(weights);
    }

    @Override
    public int latentDim() {
        return encoder.latentDim();
    }

    @Override
    public int channels() {
        return encoder.channels();
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public NetworkOptions.Kernel kernel() {
        return NetworkOptions.Kernel.JAVA;
    }

    @Override
    public void encode(float[] pixels, float[] code) {
        encoder.encode(pixels, code);
    }

    @Override
    public void decode(float[] code, float[] pixels) {
        if (folded != null) {
            folded.decode(code, pixels);
        } else {
            layered.decode(code, pixels);
        }
    }

    @Override
    public Path path(float[] from, float[] to) {
        if (folded == null) {
            return new LayeredPath(this, from, to);
        }
        float[] a = new float[folded.hiddenSize()];
        float[] b = new float[folded.hiddenSize()];
        folded.preActivate(from, a);
        folded.preActivate(to, b);
        return (alpha, pixels) -> folded.mix(a, b, alpha, pixels);
    }

    @Override
    public Blend blend(float[]... codes) {
        if (folded == null) {
            return new LayeredBlend(this, codes);
        }
        float[][] corners = new float[codes.length][folded.hiddenSize()];
        for (int i = 0; i < corners.length; i++) {
            folded.preActivate(codes[i], corners[i]);
        }
        return (shares, pixels) -> folded.blend(corners, shares, pixels);
    }
}
