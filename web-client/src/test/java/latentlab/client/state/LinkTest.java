package latentlab.client.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import latentlab.image.Drawing;
import latentlab.image.NormalizationSteps;
import latentlab.image.Stroke;
import latentlab.latent.Interpolation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTest {
    @Test
    void anEmptyFragmentIsTheDefault() {
        assertThat(DrawState.read(Fragment.parse(""))).isEqualTo(new DrawState("", null, NormalizationSteps.ALL));
        assertThat(InterpolateState.read(Fragment.parse("#")))
                .isEqualTo(new InterpolateState("", null, null, -1, Interpolation.LINEAR, true));
        assertThat(new DrawState("", null, NormalizationSteps.ALL).write().toString())
                .isEmpty();
    }

    @Test
    void aDrawingOpenedFromItsLinkIsTheSameDrawing() {
        Random random = new Random(1);
        for (int round = 0; round < 100; round++) {
            PenPath pen = new PenPath(Drawing.EMPTY, random.nextFloat(), random.nextFloat());
            for (int i = 0; i < 50; i++) {
                pen.moveTo(1.4f * random.nextFloat() - 0.2f, 1.4f * random.nextFloat() - 0.2f);
            }
            Drawing drawing = pen.drawing();
            DrawState state = new DrawState("some-model", new Source(drawing, -1, ""), NormalizationSteps.ALL);
            Drawing opened = DrawState.read(Fragment.parse(state.write().toString()))
                    .source()
                    .drawing();
            assertThat(opened.strokes()).hasSameSizeAs(drawing.strokes());
            for (int i = 0; i < opened.strokes().size(); i++) {
                Stroke stroke = drawing.strokes().get(i);
                assertThat(opened.strokes().get(i).xs()).containsExactly(stroke.xs());
                assertThat(opened.strokes().get(i).ys()).containsExactly(stroke.ys());
            }
        }
    }

    @Test
    void stepsAreCarried() {
        for (int bits = 0; bits < 16; bits++) {
            NormalizationSteps steps =
                    new NormalizationSteps((bits & 1) > 0, (bits & 2) > 0, (bits & 4) > 0, (bits & 8) > 0);
            Fragment fragment = new DrawState("", new Source(null, 17, "mnist"), steps).write();
            assertThat(DrawState.read(Fragment.parse(fragment.toString())))
                    .isEqualTo(new DrawState("", new Source(null, 17, "mnist"), steps));
        }
    }

    @Test
    void interpolationIsCarried() {
        InterpolateState state = new InterpolateState(
                "m", new Source(null, 0, "mnist"), new Source(null, 9999, "mnist"), 37, Interpolation.SPHERICAL, false);
        assertThat(state.write().toString())
                .isEqualTo("#model=m&a=test.0&b=test.9999&alpha=37&path=spherical&reads=hidden");
        assertThat(InterpolateState.read(Fragment.parse(state.write().toString())))
                .isEqualTo(state);
    }

    @Test
    void anEmptySurfaceAndAnotherDataSetsDigitAreCarried() {
        for (Source source : new Source[] {new Source(Drawing.EMPTY, -1, ""), new Source(null, 3, "fashion-mnist")}) {
            DrawState state = new DrawState("", source, NormalizationSteps.ALL);
            assertThat(DrawState.read(Fragment.parse(state.write().toString()))).isEqualTo(state);
        }
        assertThat(new Source(null, 3, "fashion-mnist").write()).isEqualTo("test.3.fashion-mnist");
    }

    @Test
    void anErasedDrawingOpenedFromItsLinkIsTheSameDrawing() {
        Drawing line = Drawing.EMPTY.with(new Stroke(new float[] {0.1f, 0.9f}, new float[] {0.2f, 0.77f}));
        Drawing erased = PenPath.snap(line.erase(0.5f, 0.48f, 0.05f));
        assertThat(erased.strokes()).hasSize(2);
        String link = new DrawState("", new Source(erased, -1, ""), NormalizationSteps.ALL)
                .write()
                .toString();
        Drawing opened = DrawState.read(Fragment.parse(link)).source().drawing();
        for (int i = 0; i < 2; i++) {
            assertThat(opened.strokes().get(i).xs())
                    .containsExactly(erased.strokes().get(i).xs());
            assertThat(opened.strokes().get(i).ys())
                    .containsExactly(erased.strokes().get(i).ys());
        }
    }

    @Test
    void whatOthersKeepInTheLinkStays() {
        Fragment link = Fragment.parse("#lesson.text=Hm&digit=test.7&without=2");
        link.putAll(new DrawState("", new Source(null, 8, "mnist"), NormalizationSteps.ALL).write());
        assertThat(link.toString()).isEqualTo("#lesson.text=Hm&digit=test.8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "digit=ink.A",
                "digit=ink.AAA!",
                "digit=ink.",
                "digit=test.",
                "digit=test.-1",
                "digit=test.999999999",
                "digit=test.7.../x",
                "digit=test.7.",
                "digit=x",
                "digit",
                "=&&==",
                "digit=ink..AAAA",
                "without=9x"
            })
    void nonsenseIsTheDefault(String hash) {
        assertThat(DrawState.read(Fragment.parse(hash))).isEqualTo(new DrawState("", null, NormalizationSteps.ALL));
    }
}
