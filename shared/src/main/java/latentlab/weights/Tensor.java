package latentlab.weights;

import java.util.Arrays;

/**
 * A dense float32 array in row-major order.
 *
 * @param shape the extents, outermost first; empty for a scalar. Not copied.
 * @param data  as many values as the product of the extents. Not copied.
 */
public record Tensor(int[] shape, float[] data) {
    /** @throws IllegalArgumentException when the shape and the number of values disagree */
    public Tensor {
        if (count(shape) != data.length) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " does not hold " + data.length + " values");
        }
    }

    /** A tensor of the given values and extents. */
    public static Tensor of(float[] data, int... shape) {
        return new Tensor(shape, data);
    }

    /** As a double, which holds the product exactly or is far above any array's length. */
    private static double count(int[] shape) {
        double count = 1;
        for (int extent : shape) {
            if (extent < 0) {
                throw new IllegalArgumentException("negative extent in shape " + Arrays.toString(shape));
            }
            count *= extent;
        }
        return count;
    }
}
