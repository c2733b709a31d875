package latentlab.server.training;

import java.util.Arrays;
import latentlab.server.dataset.LabelledImages;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.eigen.Eigen;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Principal component analysis: the best linear encoder and decoder of pictures, by the eigenvectors of the pixels'
 * covariance with the largest eigenvalues. Pixels are in [0,1].
 */
public final class PrincipalComponents {
    private static final int PIXELS = LabelledImages.PIXELS;

    private final double[] mean; // (784)
    private final double[][] components; // (k, 784), orthonormal, largest variance first

    private PrincipalComponents(double[] mean, double[][] components) {
        this.mean = mean;
        this.components = components;
    }

    /**
     * Of images.
     *
     * @param most number of components that are kept, at most 784
     */
    public static PrincipalComponents of(LabelledImages images, int most) {
        NativeThreads.one();
        long[] sums = new long[PIXELS];
        long[][] products = new long[PIXELS][PIXELS];
        sum(images.pixels(), sums, products);
        double n = images.size();
        double[] mean = new double[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            mean[i] = sums[i] / n / 255;
        }
        double[][] covariance = new double[PIXELS][PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            for (int j = 0; j <= i; j++) {
                covariance[i][j] = products[i][j] / n / (255 * 255) - mean[i] * mean[j];
                covariance[j][i] = covariance[i][j];
            }
        }
        // ascending eigenvalues; the matrix becomes its eigenvectors, a column each
        INDArray vectors = Nd4j.create(covariance);
        Eigen.symmetricGeneralizedEigenvalues(vectors, true);
        double[][] columns = vectors.transpose().toDoubleMatrix();
        double[][] components = new double[most][];
        for (int k = 0; k < most; k++) {
            components[k] = columns[PIXELS - 1 - k];
        }
        return new PrincipalComponents(mean, components);
    }

    /** Exact sums over the images; most pixels are 0, so only the others are multiplied. */
    private static void sum(byte[] pixels, long[] sums, long[][] products) {
        int[] place = new int[PIXELS];
        int[] value = new int[PIXELS];
        for (int at = 0; at < pixels.length; at += PIXELS) {
            int count = 0;
            for (int i = 0; i < PIXELS; i++) {
                if (pixels[at + i] != 0) {
                    place[count] = i;
                    value[count++] = pixels[at + i] & 0xff;
                }
            }
            for (int i = 0; i < count; i++) {
                sums[place[i]] += value[i];
                long[] row = products[place[i]];
                for (int j = 0; j <= i; j++) {
                    row[place[j]] += (long) value[i] * value[j];
                }
            }
        }
    }

    /**
     * The first coordinates of images.
     *
     * @param k number of coordinates, at most those that were kept
     * @return (n,k)
     */
    public float[] coordinates(byte[] pixels, int k) {
        int images = pixels.length / PIXELS;
        float[] coordinates = new float[images * k];
        double[] centred = new double[PIXELS];
        for (int i = 0; i < images; i++) {
            centre(pixels, i, centred);
            for (int j = 0; j < k; j++) {
                coordinates[i * k + j] = (float) dot(components[j], centred);
            }
        }
        return coordinates;
    }

    /**
     * Per-pixel mean squared error of the images' reconstruction from their first d coordinates, for every d at once: by
     * Pythagoras, what the coordinates leave of the squared distance from the mean image.
     *
     * @return (k+1), for d = 0, which is the mean image, to the k components that were kept
     */
    public double[] errors(byte[] pixels) {
        int images = pixels.length / PIXELS;
        double[] errors = new double[components.length + 1];
        double[] centred = new double[PIXELS];
        for (int i = 0; i < images; i++) {
            centre(pixels, i, centred);
            double left = dot(centred, centred);
            errors[0] += left;
            for (int d = 1; d < errors.length; d++) {
                double coordinate = dot(components[d - 1], centred);
                left -= coordinate * coordinate;
                errors[d] += left;
            }
        }
        return Arrays.stream(errors).map(sum -> sum / images / PIXELS).toArray();
    }

    private void centre(byte[] pixels, int image, double[] centred) {
        for (int k = 0; k < PIXELS; k++) {
            centred[k] = (pixels[image * PIXELS + k] & 0xff) / 255.0 - mean[k];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
