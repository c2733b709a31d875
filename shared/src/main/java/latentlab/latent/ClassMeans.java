package latentlab.latent;

/**
 * The mean code of each class: the middle of all threes is a code like any other, and decodes to a picture.
 *
 * @param codes  (classes,d); zeros for a class of which there is none
 * @param counts (classes). Neither is copied.
 */
public record ClassMeans(float[][] codes, int[] counts) {
    /**
     * Of codes that follow each other.
     *
     * @param codes  (n,d)
     * @param labels (n), from 0 to {@code classes} − 1
     */
    public static ClassMeans of(float[] codes, byte[] labels, int classes) {
        int d = codes.length / labels.length;
        double[][] sums = new double[classes][d];
        int[] counts = new int[classes];
        for (int row = 0; row < labels.length; row++) {
            double[] sum = sums[labels[row]];
            counts[labels[row]]++;
            for (int i = 0; i < d; i++) {
                sum[i] += codes[row * d + i];
            }
        }
        float[][] means = new float[classes][d];
        for (int c = 0; c < classes; c++) {
            for (int i = 0; i < d && counts[c] > 0; i++) {
                means[c][i] = (float) (sums[c][i] / counts[c]);
            }
        }
        return new ClassMeans(means, counts);
    }
}
