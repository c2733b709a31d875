package latentlab.latent;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Path2D;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final byte[] LABELS = {3, 1, 3, 0, 1, 3};
    private static final float[] CODES = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 18};

    @Test
    void holdsWhatWasChosenWithItsMixAndMean() {
        Selection odd = Selection.of(6, i -> i % 2 == 1);
        assertThat(odd.indices()).containsExactly(1, 3, 5);
        assertThat(odd.mix(LABELS, 4)).containsExactly(1, 1, 0, 1);
        assertThat(odd.mean(CODES, 2)).containsExactly(7, 10);
        Selection none = Selection.of(6, i -> false);
        assertThat(none.size()).isZero();
        assertThat(none.mean(CODES, 2)).containsExactly(0, 0);
    }

    @Test
    void aSampleIsSpreadOverAll() {
        assertThat(Selection.of(10_000, i -> true).sample(4).indices()).containsExactly(0, 2500, 5000, 7500);
        assertThat(Selection.of(3, i -> true).sample(4).indices()).containsExactly(0, 1, 2);
    }

    @Test
    void anOutlineContainsWhatJavasOwnPathContains() {
        Random random = new Random(5);
        for (int round = 0; round < 100; round++) {
            int corners = 3 + random.nextInt(10);
            float[] xs = new float[corners];
            float[] ys = new float[corners];
            Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
            for (int i = 0; i < corners; i++) {
                xs[i] = random.nextFloat();
                ys[i] = random.nextFloat();
                if (i == 0) {
                    path.moveTo(xs[i], ys[i]);
                } else {
                    path.lineTo(xs[i], ys[i]);
                }
            }
            path.closePath();
            Outline outline = new Outline(xs, ys);
            int inside = 0;
            for (int i = 0; i < 200; i++) {
                double x = random.nextDouble();
                double y = random.nextDouble();
                assertThat(outline.contains(x, y)).isEqualTo(path.contains(x, y));
                inside += outline.contains(x, y) ? 1 : 0;
            }
            assertThat(inside).isBetween(0, 199);
        }
    }

    @Test
    void aLineContainsNothing() {
        assertThat(new Outline(new float[] {0, 1}, new float[] {0, 1}).contains(0.5, 0.5))
                .isFalse();
        assertThat(new Outline(new float[0], new float[0]).contains(0.5, 0.5)).isFalse();
    }
}
