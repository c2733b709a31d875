package latentlab.latent;

import java.util.Random;

/** Codes for tests: clouds around a centre for each class. */
final class RandomCodes {
    private RandomCodes() {}

    /** n·d normal numbers. */
    static float[] normal(int n, int d, long seed) {
        Random random = new Random(seed);
        float[] codes = new float[n * d];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (float) random.nextGaussian();
        }
        return codes;
    }

    /** As {@link #normal}, but code i lies around the centre of class i mod {@code classes}. */
    static float[] clouds(int n, int d, int classes, double apart, long seed) {
        float[] codes = normal(n, d, seed);
        float[] centres = normal(classes, d, seed + 1);
        for (int i = 0; i < codes.length; i++) {
            codes[i] += (float) (apart * centres[i / d % classes * d + i % d]);
        }
        return codes;
    }
}
