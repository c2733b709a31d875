package latentlab.server.training;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Times training steps, the peer of the same step in other frameworks. The images are random: a step's cost does not
 * depend on them.
 *
 * @param millisecondsPerStep    median of blocks of 5 steps, after a warm-up
 * @param kernels                the BLAS's name of its instructions
 * @param matrixProductPeakGflops what the same BLAS on the same threads reaches on large square matrices
 * @param shareOfPeak            of that peak, by the multiplications and additions that the step's matrix products do;
 *                               Winograd's filtering needs half of the definition's
 */
public record StepBenchmark(
        String engine,
        int threads,
        int channels,
        int latentDim,
        int batchSize,
        long parameters,
        double millisecondsPerStep,
        double imagesPerSecond,
        String kernels,
        double matrixProductPeakGflops,
        double shareOfPeak) {

    /**
     * Steps before the timing, at least and at most. The JVM compiles the loops during them, in the background, which
     * takes seconds; a training has thousands of steps after that.
     */
    private static final int WARM_UP = 40;

    private static final int LONGEST_WARM_UP = 400;

    /** Seconds before the timing, unless the steps are so short that the most of them are done sooner. */
    private static final double WARM_UP_SECONDS = 4;

    private static final int BLOCK = 5;

    /** Extent of the matrices of the peak, large enough to hide what surrounds the product. */
    private static final int EXTENT = 1024;

    /**
     * Measures.
     *
     * @param steps number of timed steps; rounded down to whole blocks, at least one
     */
    public static StepBenchmark measure(int channels, int latentDim, int batchSize, int steps, int threads) {
        ParameterLayout layout = new ParameterLayout(channels, latentDim);
        AdamW optimizer = new AdamW(layout.count(), Experiment.WEIGHT_DECAY);
        byte[] pixels = new byte[batchSize * 784];
        new SplittableRandom(0).nextBytes(pixels);
        int[] order = IntStream.range(0, batchSize).toArray();
        try (Autoencoder network = new Autoencoder(layout, layout.initialize(0), optimizer, batchSize, threads)) {
            int[] step = {0};
            Runnable one =
                    () -> network.step(pixels, order, 0, batchSize, ++step[0], Experiment.LEARNING_RATE, AdamW.BETA1);
            long begin = System.nanoTime();
            while (step[0] < WARM_UP
                    || step[0] < LONGEST_WARM_UP && 1e-9 * (System.nanoTime() - begin) < WARM_UP_SECONDS) {
                one.run();
            }
            double[] blocks = new double[Math.max(1, steps / BLOCK)];
            for (int block = 0; block < blocks.length; block++) {
                long start = System.nanoTime();
                for (int i = 0; i < BLOCK; i++) {
                    one.run();
                }
                blocks[block] = 1e-9 * (System.nanoTime() - start) / BLOCK;
            }
            Arrays.sort(blocks);
            double seconds = blocks[blocks.length / 2];
            double peak = peak(threads);
            return new StepBenchmark(
                    "ND4J " + nd4jVersion(),
                    threads,
                    channels,
                    latentDim,
                    batchSize,
                    layout.count(),
                    1000 * seconds,
                    batchSize / seconds,
                    BlasKernels.current().orElse("unknown"),
                    peak,
                    1e-9 * operations(channels, latentDim, batchSize) / seconds / peak);
        }
    }

    /** Multiplications and additions of all matrix products of a step, forward and backward. */
    static double operations(double c, double d, double images) {
        double patches = 196 * 16 * c; // both layers at 28×28, forward; the first has no gradient of its input
        double convolution = 100 * 4 * c * 2 * c; // by the definition 49·16c·2c
        double linear = 98 * c * d;
        double folded = 196 * c * (d + 1);
        double perImage = 2 * patches + 3 * patches + 3 * convolution + 3 * linear + 3 * folded;
        return 2 * (images * perImage + 3 * (d + 1) * convolution);
    }

    private static double peak(int threads) {
        long size = (long) EXTENT * EXTENT;
        FloatMemory[] matrices = IntStream.range(0, 3 * threads)
                .mapToObj(i -> new FloatMemory(size))
                .toArray(FloatMemory[]::new);
        try (ThreadTeam team = new ThreadTeam(threads)) {
            IntConsumer product = t -> {
                FloatPointer[] abc = Arrays.stream(matrices, 3 * t, 3 * t + 3)
                        .map(FloatMemory::start)
                        .toArray(FloatPointer[]::new);
                for (int i = 0; i < BLOCK; i++) {
                    MatrixProduct.product(EXTENT, EXTENT, EXTENT, abc[0], abc[1], abc[2]);
                }
            };
            double best = Double.MAX_VALUE;
            for (int i = 0; i < 10; i++) {
                long start = System.nanoTime();
                team.run(product);
                best = Math.min(best, 1e-9 * (System.nanoTime() - start));
            }
            return 1e-9 * threads * BLOCK * 2.0 * EXTENT * EXTENT * EXTENT / best;
        }
    }

    private static String nd4jVersion() {
        String version = Nd4j.class.getPackage().getImplementationVersion();
        return version == null ? "1.0.0-M2.1" : version;
    }
}
