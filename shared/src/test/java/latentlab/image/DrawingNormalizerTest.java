package latentlab.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DrawingNormalizerTest {
    private final DrawingNormalizer normalizer = new DrawingNormalizer();

    /** Wobbly curves of any size, place and slant. */
    private static Drawing scribble(Random random) {
        double size = 0.1 + 0.8 * random.nextDouble();
        double x = size / 2 + (1 - size) * random.nextDouble();
        double y = size / 2 + (1 - size) * random.nextDouble();
        double aspect = 0.3 + 0.7 * random.nextDouble();
        double turns = 0.6 + random.nextDouble();
        int points = 8 + random.nextInt(60);
        float[] xs = new float[points];
        float[] ys = new float[points];
        for (int i = 0; i < points; i++) {
            double angle = 2 * Math.PI * turns * i / (points - 1);
            xs[i] = (float) (x + size / 2 * aspect * Math.cos(angle));
            ys[i] = (float) (y + size / 2 * Math.sin(angle));
        }
        return Drawing.EMPTY.with(new Stroke(xs, ys));
    }

    @Test
    void takesMnistsForm() {
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            DigitImage image = normalizer.normalize(scribble(random), NormalizationSteps.ALL);
            assertThat(image.largerSide()).isBetween(19, 21);
            assertThat(image.centreColumn()).isCloseTo(14, within(0.1));
            assertThat(image.centreRow()).isCloseTo(14, within(0.1));
        }
    }

    @Test
    void placeAndSizeOnTheSurfaceDoNotMatter() {
        Drawing large = Drawing.EMPTY.with(new Stroke(new float[] {0.1f, 0.9f, 0.2f}, new float[] {0.1f, 0.1f, 0.9f}));
        Drawing small =
                Drawing.EMPTY.with(new Stroke(new float[] {0.6f, 0.8f, 0.625f}, new float[] {0.3f, 0.3f, 0.5f}));
        float[] a = normalizer.normalize(large, NormalizationSteps.ALL).pixels();
        float[] b = normalizer.normalize(small, NormalizationSteps.ALL).pixels();
        for (int i = 0; i < a.length; i++) {
            assertThat(b[i]).isCloseTo(a[i], within(0.13f)); // a few of the 64 samples at an edge
        }
    }

    @Test
    void eachStepDoesItsPart() {
        Drawing corner = Drawing.EMPTY.with(new Stroke(new float[] {0.1f, 0.3f}, new float[] {0.1f, 0.4f}));
        DigitImage raw = normalizer.normalize(corner, NormalizationSteps.NONE);
        assertThat(raw.largerSide()).isLessThan(12);
        assertThat(raw.pixels()).containsOnly(0f, 1f);
        DigitImage thin = normalizer.normalize(corner, NormalizationSteps.ALL.first(1));
        assertThat(thin.ink()).isLessThan(raw.ink());
        DigitImage scaled = normalizer.normalize(corner, NormalizationSteps.ALL.first(2));
        assertThat(scaled.largerSide()).isBetween(19, 21);
        assertThat(scaled.pixels()).containsOnly(0f, 1f);
        DigitImage smooth = normalizer.normalize(corner, NormalizationSteps.ALL.first(3));
        int grey = 0;
        for (float pixel : smooth.pixels()) {
            grey += pixel > 0.2f && pixel < 0.8f ? 1 : 0;
        }
        assertThat(grey).isPositive();
        DigitImage centred = normalizer.normalize(corner, NormalizationSteps.ALL);
        assertThat(centred.centreColumn()).isCloseTo(14, within(0.1));
        assertThat(smooth.centreColumn()).isNotCloseTo(14, within(0.3));
    }

    @Test
    void nothingIsBlackAndADotIsSmall() {
        assertThat(normalizer.normalize(Drawing.EMPTY, NormalizationSteps.ALL).ink())
                .isZero();
        Drawing dot = Drawing.EMPTY.with(new Stroke(new float[] {0.5f}, new float[] {0.5f}));
        assertThat(normalizer.normalize(dot, NormalizationSteps.ALL).largerSide())
                .isBetween(1, 4);
    }

    @Test
    void inkIsNeverCutOff() {
        // all the mass at the upper end: its centre at 14 would push the tail off the picture
        Drawing nail = Drawing.EMPTY
                .with(new Stroke(new float[] {0.5f, 0.5f}, new float[] {0.1f, 0.9f}))
                .with(new Stroke(
                        new float[] {0.45f, 0.55f, 0.45f, 0.55f, 0.45f}, new float[] {0.1f, 0.1f, 0.14f, 0.18f, 0.2f}));
        DigitImage image = normalizer.normalize(nail, NormalizationSteps.ALL);
        assertThat(image.largerSide()).isBetween(19, 21);
    }

    @Test
    void eraserCutsAStrokeInTwo() {
        Drawing line = Drawing.EMPTY.with(new Stroke(new float[] {0.1f, 0.9f}, new float[] {0.5f, 0.5f}));
        assertThat(line.erase(0.5f, 0.5f, 0.05f).strokes()).hasSize(2);
        assertThat(line.erase(0.5f, 0.9f, 0.05f).strokes()).containsExactlyElementsOf(line.strokes());
        assertThat(line.erase(0.5f, 0.5f, 0.6f).isEmpty()).isTrue();
    }

    @Test
    void undecidedInkIsNeitherBlackNorWhite() {
        float[] pixels = new float[784];
        pixels[3] = 1;
        assertThat(new DigitImage(pixels).undecidedInk()).isZero();
        pixels[4] = 0.5f;
        assertThat(new DigitImage(pixels).undecidedInk()).isCloseTo(0.25 / 1.5, within(1e-12));
    }
}
