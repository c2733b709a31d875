package latentlab.statistics;

/** How far a reconstruction is from its original, pixel by pixel. */
public final class ReconstructionError {
    private ReconstructionError() {}

    /** Mean over the pixels of (reconstruction − original)², the study's loss for one picture. */
    public static double meanSquared(float[] original, float[] reconstruction) {
        double sum = 0;
        for (int i = 0; i < original.length; i++) {
            double difference = reconstruction[i] - original[i];
            sum += difference * difference;
        }
        return sum / original.length;
    }

    /** The largest difference between two pictures' pixels. */
    public static double largest(float[] a, float[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs((double) a[i] - b[i]));
        }
        return largest;
    }

    /**
     * Reconstruction − original: positive where ink was added, negative where it was lost.
     *
     * @param difference as long as both, overwritten with values in [−1,1] for pictures in [0,1]
     */
    public static void difference(float[] original, float[] reconstruction, float[] difference) {
        for (int i = 0; i < difference.length; i++) {
            difference[i] = reconstruction[i] - original[i];
        }
    }
}
