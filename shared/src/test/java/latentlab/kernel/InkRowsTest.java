package latentlab.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InkRowsTest {
    private final InkRows ink = new InkRows();

    @Test
    void aPixelIsInTheWindowsAroundIt() {
        for (int pixel = 0; pixel < 784; pixel++) {
            float[] pixels = new float[784];
            pixels[pixel] = 1e-30f;
            ink.read(pixels, new float[784], 0, 28);
            for (int r = 0; r < 14; r++) {
                for (int c = 0; c < 14; c++) {
                    // window (r, c) starts at pixel (2r−1, 2c−1)
                    int down = pixel / 28 - 2 * r + 1;
                    int right = pixel % 28 - 2 * c + 1;
                    boolean inside = down >= 0 && down < 4 && right >= 0 && right < 4;
                    assertThat(ink.any(r + 1, 1, c + 1, 1))
                            .as("pixel %d, window (%d, %d)", pixel, r, c)
                            .isEqualTo(inside);
                }
            }
        }
    }

    @Test
    void rectanglesAndThePadding() {
        float[] pixels = new float[784];
        pixels[13 * 28 + 9] = 1; // windows of rows 6, 7 and columns 4, 5; padded 7, 8 and 5, 6
        ink.read(pixels, new float[784], 0, 28);
        assertThat(ink.any(0, 16, 0, 16)).isTrue();
        assertThat(ink.any(8, 4, 6, 4)).isTrue();
        assertThat(ink.any(9, 4, 6, 4)).isFalse();
        assertThat(ink.any(8, 4, 7, 4)).isFalse();
        assertThat(ink.any(7, 1, 2, 4)).isTrue();
        assertThat(ink.any(7, 1, 1, 4)).isFalse();
        assertThat(ink.any(0, 1, 0, 16) || ink.any(15, 1, 0, 16)).isFalse();
    }

    @Test
    void copiesThePictureWithItsStride() {
        float[] pixels = new float[784];
        for (int i = 0; i < 784; i++) {
            pixels[i] = i;
        }
        float[] copy = new float[1000];
        ink.read(pixels, copy, 33, 32);
        assertThat(copy[33]).isEqualTo(0);
        assertThat(copy[33 + 27 * 32 + 27]).isEqualTo(783);
        assertThat(copy[33 + 28]).isEqualTo(0);
        assertThat(copy[33 + 32]).isEqualTo(28);
    }
}
