package latentlab.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Class means, arithmetic, paths and sheets of codes. */
class MixingTest {
    private static final int D = 7;

    private final float[] a = RandomCodes.normal(1, D, 1);
    private final float[] b = RandomCodes.normal(1, D, 2);
    private final float[] c = RandomCodes.normal(1, D, 3);
    private final float[] d = RandomCodes.normal(1, D, 4);
    private final float[] out = new float[D];

    private static void assertClose(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-6f));
        }
    }

    @Test
    void classMeansAreTheMeansOfTheirCodes() {
        float[] codes = {1, 10, 2, 20, 3, 60, 5, 5};
        ClassMeans means = ClassMeans.of(codes, new byte[] {0, 2, 0, 2}, 4);
        assertThat(means.counts()).containsExactly(2, 0, 2, 0);
        assertThat(means.codes()[0]).containsExactly(2, 35);
        assertThat(means.codes()[1]).containsExactly(0, 0);
        assertThat(means.codes()[2]).containsExactly(3.5f, 12.5f);
    }

    @Test
    void whatIsTakenAwayAndAddedAgainChangesNothing() {
        CodeArithmetic.combine(a, b, b, out);
        assertClose(out, a);
        CodeArithmetic.combine(a, a, c, out);
        assertClose(out, c);
    }

    @Test
    void arithmeticIsDoneNumberByNumber() {
        float[] sum = new float[2];
        CodeArithmetic.combine(new float[] {5, 1}, new float[] {2, 4}, new float[] {10, 20}, sum);
        assertThat(sum).containsExactly(13, 17);
        float[] self = {1, 1};
        CodeArithmetic.combine(new float[] {5, 1}, self, new float[] {10, 20}, self);
        assertThat(self).containsExactly(14, 20);
    }

    @Test
    void aSheetHasItsCornersAndIsStraightAlongItsEdges() {
        Sheet sheet = new Sheet(a, b, c, d);
        sheet.at(0, 0, out);
        assertThat(out).containsExactly(a);
        sheet.at(1, 0, out);
        assertThat(out).containsExactly(b);
        sheet.at(0, 1, out);
        assertThat(out).containsExactly(c);
        sheet.at(1, 1, out);
        assertThat(out).containsExactly(d);
        sheet.at(0.25, 0, out);
        assertClose(out, Interpolation.LINEAR.mix(b, a, 0.25f));
    }

    /** First across, then down: two straight paths and a third between them. */
    @Test
    void aPointOfASheetLiesBetweenTwoPointsOfItsEdges() {
        for (double u = 0; u <= 1; u += 0.125) {
            for (double v = 0; v <= 1; v += 0.125) {
                float[] top = Interpolation.LINEAR.mix(b, a, (float) u);
                float[] bottom = Interpolation.LINEAR.mix(d, c, (float) u);
                new Sheet(a, b, c, d).at(u, v, out);
                assertClose(out, Interpolation.LINEAR.mix(bottom, top, (float) v));
            }
        }
    }

    @Test
    void placesOfAPathAreOnItsLegs() {
        Waypoints path = new Waypoints(List.of(a, b, c));
        assertThat(path.place(0)).isEqualTo(new Waypoints.Place(0, 1));
        assertThat(path.place(0.375)).isEqualTo(new Waypoints.Place(0, 0.25f));
        assertThat(path.place(0.5)).isEqualTo(new Waypoints.Place(1, 1));
        assertThat(path.place(1)).isEqualTo(new Waypoints.Place(1, 0));
        assertThat(path.place(7)).isEqualTo(new Waypoints.Place(1, 0));
    }

    @Test
    void aPathMeetsItsWaypointsInOrder() {
        Waypoints path = new Waypoints(List.of(a, b, c, b, d));
        List<float[]> met = new ArrayList<>();
        for (int i = 0; i <= 4; i++) {
            path.at(i / 4.0, out);
            met.add(out.clone());
        }
        assertClose(met.get(0), a);
        assertClose(met.get(1), b);
        assertClose(met.get(2), c);
        assertClose(met.get(3), b);
        assertClose(met.get(4), d);
        path.at(0.25 + 0.25 * 0.3, out);
        assertClose(out, Interpolation.LINEAR.mix(c, b, 0.3f));
        path.at(-1, out);
        assertThat(out).containsExactly(a);
        path.at(2, out);
        assertThat(out).containsExactly(d);
    }

    @Test
    void onePointIsNoPath() {
        assertThatThrownBy(() -> new Waypoints(List.of(a))).hasMessageContaining("at least two");
    }
}
