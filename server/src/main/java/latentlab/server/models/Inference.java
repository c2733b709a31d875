package latentlab.server.models;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;
import latentlab.network.Encoder;
import latentlab.network.FoldedDecoder;
import latentlab.server.export.TrainedWeights;

/**
 * A model's encoder and decoder for many threads. Both compute in scratch memory of their own, so there is one pair for
 * each processor, and a thread that finds none free waits: more at a time would not be faster.
 */
public final class Inference {
    /** An encoder and a decoder that nobody else uses meanwhile. */
    public record Pair(Encoder encoder, FoldedDecoder decoder) {}

    private final BlockingQueue<Pair> free;

    Inference(TrainedWeights weights) {
        Encoder encoder = Encoder.of(weights.layered());
        FoldedDecoder decoder = FoldedDecoder.of(weights.folded());
        int processors = Runtime.getRuntime().availableProcessors();
        free = new ArrayBlockingQueue<>(processors);
        for (int i = 0; i < processors; i++) {
            free.add(new Pair(encoder.fork(), decoder.fork()));
        }
    }

    /** Computes something with a pair. */
    public <R> R with(Function<Pair, R> computation) {
        Pair pair;
        try {
            pair = free.take();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting for a free encoder", stopped);
        }
        try {
            return computation.apply(pair);
        } finally {
            free.add(pair);
        }
    }
}
