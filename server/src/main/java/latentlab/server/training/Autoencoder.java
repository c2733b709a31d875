package latentlab.server.training;

import java.util.Map;
import latentlab.weights.Tensor;

/**
 * The study's network with its gradients and its optimizer, on ND4J's native BLAS. Each thread takes a part of the
 * batch; the same values on the same threads give the same bits.
 *
 * <p>Not thread-safe: it has threads of its own.
 */
final class Autoencoder implements AutoCloseable {
    /** Images at a time: enough rows for the products, and no more, for the cache. */
    private static final int MOST_IMAGES = 32;

    /** Bytes for the patches of these images. */
    private static final int MOST_BYTES = 1 << 25;

    /** Parameters whose gradient is summed and applied at a time, small enough for the first-level cache. */
    private static final int BLOCK = 2048;

    private final ParameterLayout layout;
    private final Parameters parameters;
    private final AdamW optimizer;
    private final float[] gradient;
    private final FloatMemory picturesGradient;
    private final ThreadTeam team;
    private final Shard[] shards;
    private final DecoderFold[] folds;
    private final double[] sums;
    private boolean folded;

    /**
     * A network with the given values.
     *
     * @param values    in the layout's order; not copied
     * @param optimizer for as many values
     * @param batch     images of a step, for which it is fastest; other numbers work too
     * @param threads   at least 1
     */
    Autoencoder(ParameterLayout layout, float[] values, AdamW optimizer, int batch, int threads) {
        MatrixProduct.prepare();
        this.layout = layout;
        this.optimizer = optimizer;
        parameters = new Parameters(layout, values);
        gradient = new float[layout.count()];
        picturesGradient = new FloatMemory(layout.decoderPicturesLength());
        team = new ThreadTeam(threads);
        shards = new Shard[threads];
        folds = new DecoderFold[threads];
        sums = new double[threads];
        int pictures = layout.latentDim() + 1;
        int chunk = chunk(layout.channels(), (int) ((batch + threads - 1L) / threads));
        for (int t = 0; t < threads; t++) {
            shards[t] = new Shard(parameters, chunk);
            folds[t] = new DecoderFold(parameters, team.share(t + 1, pictures) - team.share(t, pictures));
        }
    }

    /** Images at a time: a thread's share of a batch in equal parts, none larger than is good for the cache. */
    private static int chunk(int channels, int share) {
        int most = Math.max(4, Math.min(MOST_IMAGES, MOST_BYTES / (4 * 784 * channels)));
        int chunks = (share + most - 1) / most;
        return (share + chunks - 1) / chunks;
    }

    float[] values() {
        return parameters.values;
    }

    AdamW optimizer() {
        return optimizer;
    }

    /**
     * One step of training.
     *
     * @param pixels (all images, 784), 0 to 255
     * @param order  which images to take, from place {@code from} to {@code to}
     * @param step   counted from 1
     * @return mean squared difference over the batch, before the step
     */
    double step(byte[] pixels, int[] order, int from, int to, long step, double rate, double beta1) {
        double loss = differentiate(pixels, order, from, to);
        team.run(t -> {
            int end = team.share(t + 1, layout.count());
            for (int at = team.share(t, layout.count()); at < end; at += BLOCK) {
                int next = Math.min(end, at + BLOCK);
                sumGradient(t, at, next);
                optimizer.update(parameters.values, gradient, at, next, step, rate, beta1);
            }
            parameters.upload(team.share(t, layout.count()), end);
        });
        folded = false;
        return loss;
    }

    /** The gradients of the mean squared difference of some images, as PyTorch's tensors. */
    Map<String, Tensor> gradients(byte[] pixels, int[] order) {
        differentiate(pixels, order, 0, order.length);
        sumGradient(0, 0, layout.count());
        return layout.tensors(gradient, "");
    }

    /** Euclidean norm of the gradient that the last step has followed. */
    double gradientNorm() {
        double sum = 0;
        for (float value : gradient) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }

    private double differentiate(byte[] pixels, int[] order, int from, int to) {
        fold();
        int batch = to - from;
        team.run(t -> sums[t] = shards[t].differentiate(
                pixels, order, from + team.share(t, batch), from + team.share(t + 1, batch), batch));
        int pictures = layout.latentDim() + 1;
        team.run(t -> folds[t].unfold(shards, team.share(t, pictures), team.share(t + 1, pictures), picturesGradient));
        double sum = 0;
        for (double part : sums) {
            sum += part;
        }
        return sum / (784.0 * batch);
    }

    /**
     * Encodes and decodes all images.
     *
     * @param errors (images), gets the mean squared difference of each
     * @param codes  (images, d), gets the codes; may be null
     */
    void evaluate(byte[] pixels, double[] errors, float[] codes) {
        evaluate(pixels, errors, codes, null);
    }

    /**
     * As above.
     *
     * @param pictures (images, 784), gets what the decoder makes of the codes; may be null, as errors may be here
     */
    void evaluate(byte[] pixels, double[] errors, float[] codes, float[] pictures) {
        fold();
        int images = pixels.length / 784;
        team.run(t ->
                shards[t].evaluate(pixels, team.share(t, images), team.share(t + 1, images), errors, codes, pictures));
    }

    private void fold() {
        if (!folded) {
            int length = parameters.encoderConv2.length();
            team.run(t -> parameters.transform(team.share(t, length), team.share(t + 1, length)));
            int pictures = layout.latentDim() + 1;
            team.run(t -> folds[t].fold(team.share(t, pictures), team.share(t + 1, pictures)));
            folded = true;
        }
    }

    /** Sums the threads' parts of the gradient of some parameters, always in the same order. */
    private void sumGradient(int thread, int from, int to) {
        int own = layout.decoderPicturesLength();
        int convolution = layout.decoderConv2();
        int output = layout.decoderConv1();
        if (from < own) {
            int end = Math.min(to, own);
            picturesGradient.get(from, gradient, from, end - from);
        }
        sumParts(thread, Math.max(from, own), Math.min(to, convolution), own, false);
        sumParts(thread, Math.max(from, convolution), Math.min(to, output), convolution, true);
        sumParts(thread, Math.max(from, output), to, own, false);
    }

    private void sumParts(int thread, int from, int to, int origin, boolean convolution) {
        if (from >= to) {
            return;
        }
        float[] part = new float[to - from];
        for (int t = 0; t < shards.length; t++) {
            FloatMemory memory = convolution ? folds[t].convolutionGradient : shards[t].gradients;
            if (t == 0) {
                memory.get(from - origin, gradient, from, to - from);
            } else {
                memory.get(from - origin, part, 0, to - from);
                for (int i = 0; i < part.length; i++) {
                    gradient[from + i] += part[i];
                }
            }
        }
    }

    @Override
    public void close() {
        team.close();
    }
}
