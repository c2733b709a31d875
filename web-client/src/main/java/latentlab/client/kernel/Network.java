package latentlab.client.kernel;

import java.util.Map;
import latentlab.image.DigitImage;
import org.teavm.jso.typedarrays.Float32Array;

/**
 * One model, ready to compute in this page. Every call is synchronous and writes into the caller's arrays, so that a
 * page that follows a pointer allocates nothing. {@link Networks} opens one.
 *
 * <p>Arrays must have the stated lengths; they are not checked here but at the edges (the JavaScript API and the
 * pages' own state). A network computes in its own scratch memory and must not be called from within itself.
 */
public interface Network {
    /** d. */
    int latentDim();

    /** c. */
    int channels();

    /** What the weights file says about itself: name, data set, losses, quantiles. */
    Map<String, String> metadata();

    /** Which kernel does the work. */
    NetworkOptions.Kernel kernel();

    /**
     * Encodes a picture.
     *
     * @param pixels (28,28), row by row, in [0,1]
     * @param code   (d), overwritten
     */
    void encode(float[] pixels, float[] code);

    /**
     * Decodes a code.
     *
     * @param code   (d)
     * @param pixels (28,28), overwritten with values in (0,1)
     */
    void decode(float[] code, float[] pixels);

    /**
     * Decodes a code (d) into a new picture (28,28), both JavaScript's own: a kernel may do without an array of Java's
     * around them, which takes a twentieth of its time.
     */
    default Float32Array decode(Float32Array code) {
        float[] pixels = new float[DigitImage.PIXELS];
        decode(code.toJavaArray(), pixels);
        return Float32Array.fromJavaArray(pixels);
    }

    /**
     * The straight path between two codes. The frames of one path cost no matrix product.
     *
     * @param from code (d) at α = 1
     * @param to   code (d) at α = 0
     */
    Path path(float[] from, float[] to);

    /**
     * What lies between up to four codes (d), and beyond them. The points of one blend cost no matrix product.
     */
    Blend blend(float[]... codes);

    /** The decoded sums Σ share·code of some codes. */
    interface Blend {
        /**
         * Decodes one point.
         *
         * @param shares as many as there are codes
         * @param pixels (28,28), overwritten
         */
        void at(double[] shares, float[] pixels);
    }

    /** The decoded points α·from + (1−α)·to of one path. */
    interface Path {
        /**
         * Decodes one point.
         *
         * @param alpha  1 at the path's first code, 0 at its second
         * @param pixels (28,28), overwritten
         */
        void at(float alpha, float[] pixels);

        /** The same as a new picture (28,28), JavaScript's own. */
        default Float32Array at(float alpha) {
            float[] pixels = new float[DigitImage.PIXELS];
            at(alpha, pixels);
            return Float32Array.fromJavaArray(pixels);
        }
    }
}
