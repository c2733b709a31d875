package latentlab.server.study;

import java.util.Arrays;
import java.util.List;
import latentlab.network.FoldedDecoder;
import latentlab.server.study.InterpolationStudy.Pair;
import latentlab.server.training.DigitReader;

/**
 * Straight paths between codes, with what a classifier reads on them.
 *
 * @param pairs         number of paths
 * @param probabilities (paths, steps, 10)
 * @param grey          (paths, steps), mean over pixels of 4·p·(1−p)
 */
record Paths(int pairs, float[] probabilities, double[] grey) {
    private static final int STEPS = InterpolationStudy.STEPS;
    private static final int PIXELS = 784;

    /** Whether a frame of a pair counts, by the digit that is read in it. */
    interface Condition {
        boolean holds(int pair, int digit);
    }

    /** @param codes of the test images, (n,d) */
    static Paths of(List<Pair> pairs, float[] codes, FoldedDecoder decoder, DigitReader reader) {
        int frames = pairs.size() * STEPS;
        float[] pictures = new float[frames * PIXELS];
        double[] grey = new double[frames];
        float[] from = new float[decoder.hiddenSize()];
        float[] to = new float[decoder.hiddenSize()];
        float[] picture = new float[PIXELS];
        for (int p = 0; p < pairs.size(); p++) {
            decoder.preActivate(code(codes, pairs.get(p).from().index(), decoder), from);
            decoder.preActivate(code(codes, pairs.get(p).to().index(), decoder), to);
            for (int i = 0; i < STEPS; i++) {
                decoder.mix(from, to, i / 10f, picture);
                int frame = p * STEPS + i;
                System.arraycopy(picture, 0, pictures, frame * PIXELS, PIXELS);
                for (float value : picture) {
                    grey[frame] += 4 * value * (1 - value) / PIXELS;
                }
            }
        }
        return new Paths(pairs.size(), reader.read(pictures), grey);
    }

    private static float[] code(float[] codes, int index, FoldedDecoder decoder) {
        int d = decoder.latentDim();
        return Arrays.copyOfRange(codes, index * d, (index + 1) * d);
    }

    /** The most probable digit of a frame. */
    int digit(int pair, int step) {
        int at = (pair * STEPS + step) * 10;
        int best = 0;
        for (int digit = 1; digit < 10; digit++) {
            if (probabilities[at + digit] > probabilities[at + best]) {
                best = digit;
            }
        }
        return best;
    }

    /** The probability of that digit. */
    double probability(int pair, int step) {
        return probabilities[(pair * STEPS + step) * 10 + digit(pair, step)];
    }

    double confidence(int step) {
        double sum = 0;
        for (int p = 0; p < pairs; p++) {
            sum += probability(p, step);
        }
        return sum / pairs;
    }

    double greyness(int step) {
        double sum = 0;
        for (int p = 0; p < pairs; p++) {
            sum += grey[p * STEPS + step];
        }
        return sum / pairs;
    }

    /** Share of the pairs whose frame meets a condition. */
    double share(int step, Condition condition) {
        int count = 0;
        for (int p = 0; p < pairs; p++) {
            count += condition.holds(p, digit(p, step)) ? 1 : 0;
        }
        return (double) count / pairs;
    }

    /** Share of the paths on which each of the digits is read somewhere. */
    double passing(int... digits) {
        int count = 0;
        for (int p = 0; p < pairs; p++) {
            boolean all = true;
            for (int digit : digits) {
                boolean some = false;
                for (int i = 0; i < STEPS; i++) {
                    some |= digit(p, i) == digit;
                }
                all &= some;
            }
            count += all ? 1 : 0;
        }
        return (double) count / pairs;
    }
}
