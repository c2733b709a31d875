package latentlab.server.export;

import latentlab.network.Fold;
import latentlab.weights.Safetensors;

/** A model's weights, as they were trained and folded. Folding is work, so it is done once, when first asked for. */
public final class TrainedWeights {
    private final Safetensors layered;
    private Safetensors folded;

    /** Of the tensors of encoder and decoder. */
    public TrainedWeights(Safetensors layered) {
        this.layered = layered;
    }

    /** {@code encoder.*} and {@code decoder.*}, in PyTorch's names and layouts. */
    public Safetensors layered() {
        return layered;
    }

    /** What {@link Fold} makes of the decoder. */
    public synchronized Safetensors folded() {
        if (folded == null) {
            folded = Fold.fold(layered);
        }
        return folded;
    }
}
