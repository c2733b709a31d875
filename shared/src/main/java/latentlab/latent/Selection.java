package latentlab.latent;

import java.util.function.IntPredicate;

/**
 * Some of many codes.
 *
 * @param indices ascending. Not copied.
 */
public record Selection(int[] indices) {
    /** Those of the first n codes of which the answer is yes. */
    public static Selection of(int n, IntPredicate chosen) {
        int[] indices = new int[n];
        int count = 0;
        for (int i = 0; i < n; i++) {
            if (chosen.test(i)) {
                indices[count++] = i;
            }
        }
        int[] exact = new int[count];
        System.arraycopy(indices, 0, exact, 0, count);
        return new Selection(exact);
    }

    public int size() {
        return indices.length;
    }

    /**
     * How many there are of each class.
     *
     * @param labels (n)
     * @return (classes)
     */
    public int[] mix(byte[] labels, int classes) {
        int[] counts = new int[classes];
        for (int index : indices) {
            counts[labels[index]]++;
        }
        return counts;
    }

    /**
     * The mean of the codes; of none it is zero.
     *
     * @param codes (n,d)
     */
    public float[] mean(float[] codes, int d) {
        float[] mean = new float[d];
        for (int i = 0; i < d && size() > 0; i++) {
            double sum = 0;
            for (int index : indices) {
                sum += codes[index * d + i];
            }
            mean[i] = (float) (sum / size());
        }
        return mean;
    }

    /** At most so many of them, spread evenly over all. */
    public Selection sample(int most) {
        if (size() <= most) {
            return this;
        }
        int[] sample = new int[most];
        for (int i = 0; i < most; i++) {
            sample[i] = indices[(int) ((long) i * size() / most)];
        }
        return new Selection(sample);
    }
}
