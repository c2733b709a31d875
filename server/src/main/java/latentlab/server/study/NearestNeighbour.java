package latentlab.server.study;

/** Takes every image for the digit of the nearest labelled one, by Euclidean distance. */
final class NearestNeighbour {
    private NearestNeighbour() {}

    /**
     * The share of images that it gets right.
     *
     * @param known     (n,width), of the labelled images
     * @param labels    (n)
     * @param asked     (m,width)
     * @param expected  (m)
     */
    static double accuracy(float[] known, byte[] labels, float[] asked, byte[] expected) {
        int width = known.length / labels.length;
        int right = 0;
        for (int i = 0; i < expected.length; i++) {
            float nearest = Float.MAX_VALUE;
            byte label = -1;
            for (int j = 0; j < labels.length; j++) {
                float distance = distance(asked, i * width, known, j * width, width);
                if (distance < nearest) {
                    nearest = distance;
                    label = labels[j];
                }
            }
            right += label == expected[i] ? 1 : 0;
        }
        return (double) right / expected.length;
    }

    private static float distance(float[] a, int atA, float[] b, int atB, int width) {
        float sum = 0;
        for (int k = 0; k < width; k++) {
            float difference = a[atA + k] - b[atB + k];
            sum += difference * difference;
        }
        return sum;
    }

    /** Bytes as numbers in [0,1]. */
    static float[] fractions(byte[] pixels) {
        float[] values = new float[pixels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (pixels[i] & 0xff) / 255f;
        }
        return values;
    }
}
