package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two maps of the plane and their composition; the decoder layer by layer and folded. */
@ExtendWith(SiteExtension.class)
class AffineMapsTest {
    private static final String PAGE = "affine-maps";
    private static final String ORIGIN = "#plane-f .shift";
    private static final double SIDE = 5;

    /** {xx, xy, bx, yx, yy, by} as the table says. */
    private static double[] map(Lesson lesson, String name) {
        double[] x = lesson.coefficients("#map-" + name + " .x");
        double[] y = lesson.coefficients("#map-" + name + " .y");
        return new double[] {x[0], x[1], x[2], y[0], y[1], y[2]};
    }

    /** Checks the third row and the drawing against the product of the first two rows. */
    private static void assertComposed(Lesson lesson) {
        double[] f = map(lesson, "f");
        double[] g = map(lesson, "g");
        double[] product = {
            g[0] * f[0] + g[1] * f[3],
            g[0] * f[1] + g[1] * f[4],
            g[0] * f[2] + g[1] * f[5] + g[2],
            g[3] * f[0] + g[4] * f[3],
            g[3] * f[1] + g[4] * f[4],
            g[3] * f[2] + g[4] * f[5] + g[5]
        };
        assertThat(map(lesson, "both")).containsExactly(product, within(0.006));
        // the 4 begins at (0.1, 0.9)
        double x = product[0] * 0.1 + product[1] * 0.9 + product[2];
        double y = product[3] * 0.1 + product[4] * 0.9 + product[5];
        double[] line = lesson.path("#plane-both .after");
        assertThat(line[0]).isCloseTo(x, within(0.002));
        assertThat(line[1]).isCloseTo(y, within(0.002));
        assertThat(lesson.attribute("#plane-both .one-after-the-other", "cx")).isEqualTo(line[0]);
        assertThat(lesson.attribute("#plane-both .one-after-the-other", "cy")).isEqualTo(line[1]);
        assertThat(lesson.number("#ways")).isLessThan(1e-14);
        assertThat(lesson.numbers("#origin")).containsExactly(new double[] {product[2], product[5]}, within(0.006));
    }

    @Test
    void aMapIsDraggedAndTheCompositionFollows(Site site) {
        try (Lesson lesson = Lesson.still(site, PAGE)) {
            assertComposed(lesson);
            double[] before = map(lesson, "f");
            double unit = lesson.scale("#plane-f", SIDE);
            lesson.drag(ORIGIN, -0.8 * unit, -0.4 * unit);
            double[] after = map(lesson, "f");
            assertThat(after[2]).isCloseTo(before[2] - 0.8, within(0.03));
            assertThat(after[5]).isCloseTo(before[5] + 0.4, within(0.03));
            assertThat(after[0]).as("the matrix stays").isEqualTo(before[0]);
            lesson.drag("#plane-g .handle:not(.shift)", 0, 0.5 * unit); // the image of (1, 0)
            assertComposed(lesson);
            assertThat(map(lesson, "g")[3]).isCloseTo(-0.5, within(0.03));

            String hash = lesson.linkWith("g=");
            try (Lesson opened = Lesson.still(site, PAGE + hash)) {
                assertThat(map(opened, "f")).isEqualTo(map(lesson, "f"));
                assertThat(map(opened, "both")).isEqualTo(map(lesson, "both"));
            }
        }
    }

    @AlsoAsFiles
    void theKeyboardMovesAPoint(Site site) {
        try (Lesson lesson = Lesson.still(site, PAGE)) {
            double[] before = map(lesson, "f");
            lesson.press(ORIGIN, "ArrowRight", 3);
            lesson.press("Shift+ArrowDown", 1);
            double[] after = map(lesson, "f");
            assertThat(after[2]).isCloseTo(before[2] + 0.15, within(1e-9));
            assertThat(after[5]).isCloseTo(before[5] - 0.5, within(1e-9));
            assertThat(lesson.find(ORIGIN).getAttribute("aria-valuetext")).isEqualTo("x 0.75, y −0.20");
            assertComposed(lesson);
            lesson.find("#without-shift").click();
            lesson.visit().frame();
            assertThat(lesson.numbers("#origin")).containsExactly(0, 0);
            assertThat(lesson.text("#verdict")).contains("linear as well");
            lesson.find("#start-again").click();
            lesson.visit().frame();
            assertThat(map(lesson, "f")).isEqualTo(before);
            assertThat(lesson.text("#verdict")).contains("not linear");
        }
    }

    @Test
    void aFingerDragsAPointAndScrollsBesideIt(Site site) {
        try (Lesson lesson = Lesson.onPhone(site, PAGE)) {
            double[] before = map(lesson, "f");
            double unit = lesson.scale("#plane-f", SIDE);
            lesson.middle(ORIGIN);
            Object scrolled = lesson.visit().page().evaluate("scrollY");
            lesson.swipe(ORIGIN, 0, unit);
            assertThat(map(lesson, "f")[5]).isCloseTo(before[5] - 1, within(0.05));
            assertThat(lesson.visit().page().evaluate("scrollY")).isEqualTo(scrolled);
            assertComposed(lesson);
        }
    }

    @Test
    void theMapsMoveUntilTheVisitorTakesOver(Site site) {
        try (Lesson lesson = Lesson.moving(site, PAGE)) {
            lesson.pass(100);
            double[] begun = map(lesson, "f");
            lesson.pass(1000);
            double[] later = map(lesson, "f");
            assertThat(later[0]).isLessThan(begun[0]);
            lesson.find("#plane-g .shift").focus();
            lesson.visit().page().keyboard().press("ArrowRight");
            lesson.pass(1000);
            assertThat(map(lesson, "f")).containsExactly(later, within(0.02)); // by no more than a frame's motion
            assertThat(map(lesson, "g")[2]).isEqualTo(0.05);
        }
    }

    @Test
    void bothDecodersDrawTheSame(Site site) {
        try (Lesson lesson = Lesson.still(site, PAGE)) {
            Visit visit = lesson.visit();
            visit.page().waitForFunction("() => performance.getEntriesByName('folded').length > 0");
            int[] first = visit.grey("#layered");
            lesson.find("#digit [data-do=clear]").click();
            visit.draw(0.3, 0.2, 0.7, 0.2, 0.4, 0.8);
            int[] layered = visit.grey("#layered");
            int[] folded = visit.grey("#folded");
            int[] expected = Model.reconstruct(visit, "#digit .seen");
            assertThat(layered).isNotEqualTo(first);
            for (int i = 0; i < 784; i++) {
                assertThat(layered[i]).isBetween(expected[i] - 3, expected[i] + 3);
                assertThat(folded[i]).isBetween(layered[i] - 1, layered[i] + 1);
            }
            assertThat(lesson.number("#difference")).isPositive().isLessThan(1e-5);
            int c = 32;
            int d = 15;
            assertThat(lesson.number("#multiplications-layered"))
                    .isEqualTo(98 * c * d + 49 * 2 * c * 16 * c + 196 * c * 16);
            assertThat(lesson.number("#multiplications-folded")).isEqualTo(196 * c * d + 196 * c * 16);
            visit.page().waitForFunction("() => performance.getEntriesByName('timed').length > 0");
            double ratio = lesson.number("#milliseconds-layered") / lesson.number("#milliseconds-folded");
            assertThat(ratio).isGreaterThan(1);
            assertThat(lesson.number("#milliseconds-ratio")).isCloseTo(ratio, within(0.02 * ratio));
        }
    }
}
