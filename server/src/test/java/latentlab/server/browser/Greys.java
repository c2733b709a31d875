package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import latentlab.network.Decoder;
import latentlab.network.Encoder;
import latentlab.weights.Safetensors;

/** Pictures as a canvas has them: grey values (28,28) from 0 to 255. */
final class Greys {
    private Greys() {}

    /** The same in [0,1], as networks take them. */
    static float[] pixels(int[] greys) {
        float[] pixels = new float[784];
        for (int i = 0; i < 784; i++) {
            pixels[i] = greys[i] / 255f;
        }
        return pixels;
    }

    /** D(E(picture)) by the same classes on this machine. */
    static int[] reconstruct(Safetensors weights, int[] seen) {
        float[] drawn = new float[784];
        Decoder.of(weights).decode(Encoder.of(weights).encode(pixels(seen)), drawn);
        int[] greys = new int[784];
        for (int i = 0; i < 784; i++) {
            greys[i] = (int) (255 * drawn[i] + 0.5f);
        }
        return greys;
    }

    /** A page's weights may be rounded to 16 bits, which changes a pixel by a few levels. */
    static void assertClose(int[] shown, int[] expected, int levels) {
        for (int i = 0; i < 784; i++) {
            assertThat(shown[i]).as("pixel " + i).isBetween(expected[i] - levels, expected[i] + levels);
        }
    }
}
