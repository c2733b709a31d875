package latentlab.latent;

/**
 * Finds those of many codes that are nearest to one, by the plain distance √Σ(xᵢ−yᵢ)². Exact: it looks at all of them.
 */
public final class NearestCodes {
    private final float[] codes; // (n,d)
    private final int d;

    /**
     * The nearest codes, the nearest first; of two at the same distance the one that comes first.
     *
     * @param indices   (k)
     * @param distances (k), ascending
     */
    public record Found(int[] indices, double[] distances) {
        /** Mean of the distances. */
        public double meanDistance() {
            double sum = 0;
            for (double distance : distances) {
                sum += distance;
            }
            return sum / distances.length;
        }
    }

    /**
     * @param codes (n,d), one after the other. Not copied.
     * @param d     coordinates of a code
     */
    public NearestCodes(float[] codes, int d) {
        this.codes = codes;
        this.d = d;
    }

    /** n. */
    public int size() {
        return codes.length / d;
    }

    /**
     * The codes nearest to any code.
     *
     * @param code (d)
     * @param k    how many, at most n
     */
    public Found of(float[] code, int k) {
        return find(code, 0, k, -1);
    }

    /**
     * The codes nearest to one of these codes, which is not counted itself.
     *
     * @param k how many, at most n − 1
     */
    public Found ofOthers(int index, int k) {
        return find(codes, index * d, k, index);
    }

    private Found find(float[] from, int at, int k, int without) {
        if (k < 1 || k > size() - (without < 0 ? 0 : 1)) {
            throw new IllegalArgumentException(k + " nearest of " + size() + " codes");
        }
        double[] target = new double[d];
        for (int i = 0; i < d; i++) {
            target[i] = from[at + i];
        }
        int[] indices = new int[k];
        double[] squares = new double[k];
        int found = 0;
        double limit = Double.POSITIVE_INFINITY; // farther ones are of no interest
        for (int row = 0, first = 0; row < size(); row++, first += d) {
            double sum = 0;
            for (int i = 0; i < d && sum < limit; i++) {
                double difference = codes[first + i] - target[i];
                sum += difference * difference;
            }
            if (sum < limit && row != without) {
                int place = found < k ? found++ : k - 1;
                for (; place > 0 && squares[place - 1] > sum; place--) {
                    squares[place] = squares[place - 1];
                    indices[place] = indices[place - 1];
                }
                squares[place] = sum;
                indices[place] = row;
                limit = found < k ? limit : squares[k - 1];
            }
        }
        for (int i = 0; i < k; i++) {
            squares[i] = Math.sqrt(squares[i]);
        }
        return new Found(indices, squares);
    }
}
