package latentlab.client.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import latentlab.image.Drawing;
import latentlab.image.Stroke;
import org.junit.jupiter.api.Test;

class PenPathTest {
    private static final float GRID = 1f / 4095;

    @Test
    void aTapIsADot() {
        Drawing drawing = new PenPath(Drawing.EMPTY, 0.5f, 0.25f).drawing();
        assertThat(drawing.strokes()).hasSize(1);
        assertThat(drawing.strokes().get(0).size()).isEqualTo(1);
    }

    @Test
    void aLineIsAStroke() {
        PenPath pen = new PenPath(Drawing.EMPTY, 0.25f, 0.5f);
        pen.moveTo(0.5f, 0.5f);
        pen.moveTo(0.5f, 0.75f);
        Stroke stroke = pen.drawing().strokes().get(0);
        assertThat(stroke.xs()).containsExactly(new float[] {0.25f, 0.5f, 0.5f}, within(GRID));
        assertThat(stroke.ys()).containsExactly(new float[] {0.5f, 0.5f, 0.75f}, within(GRID));
    }

    @Test
    void leavingTheSurfaceEndsTheStrokeAtTheEdgeAndComingBackBeginsAnother() {
        PenPath pen = new PenPath(Drawing.EMPTY, 0.5f, 0.5f);
        pen.moveTo(1.5f, 0.5f);
        pen.moveTo(1.5f, 0.25f);
        pen.moveTo(0.5f, 0.25f);
        assertThat(pen.drawing().strokes()).hasSize(2);
        assertThat(pen.drawing().strokes().get(0).xs()).containsExactly(new float[] {0.5f, 1}, within(GRID));
        assertThat(pen.drawing().strokes().get(1).xs()).containsExactly(new float[] {1, 0.5f}, within(GRID));
        assertThat(pen.drawing().strokes().get(1).ys()).containsExactly(new float[] {0.25f, 0.25f}, within(GRID));
    }

    @Test
    void crossingTheSurfaceInOneMoveLeavesItsPartOnTheSurface() {
        PenPath pen = new PenPath(Drawing.EMPTY, -0.5f, 0);
        pen.moveTo(1.5f, 1);
        Stroke stroke = pen.drawing().strokes().get(0);
        assertThat(stroke.xs()).containsExactly(new float[] {0, 1}, within(GRID));
        assertThat(stroke.ys()).containsExactly(new float[] {0.25f, 0.75f}, within(GRID));
    }

    @Test
    void stayingOutsideDrawsNothing() {
        PenPath pen = new PenPath(Drawing.EMPTY, -0.5f, 0.5f);
        pen.moveTo(-0.5f, 1.5f);
        pen.moveTo(0.4f, 2.5f);
        pen.moveTo(-0.1f, 2.5f);
        assertThat(pen.drawing().strokes()).isEmpty();
    }

    @Test
    void restingOnOneSpotAddsNoPoints() {
        PenPath pen = new PenPath(Drawing.EMPTY, 0.5f, 0.5f);
        for (int i = 0; i < 100; i++) {
            pen.moveTo(0.5f + 0.001f * (i % 2), 0.5f);
        }
        assertThat(pen.drawing().strokes().get(0).size()).isEqualTo(1);
    }
}
