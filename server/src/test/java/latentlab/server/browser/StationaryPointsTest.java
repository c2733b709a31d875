package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Curvature under the pointer, against differences of the surfaces' formulas. */
@ExtendWith(SiteExtension.class)
class StationaryPointsTest {
    private static final String PAGE = "stationary-points";
    private static final double H = 1e-4;

    private static DoubleBinaryOperator surface(String name) {
        return switch (name) {
            case "egg-box" -> (x, y) -> Math.sin(1.5 * x) * Math.sin(1.5 * y);
            case "bowl" -> (x, y) -> (x * x + 3 * y * y) / 2;
            case "hill" -> (x, y) -> -(x * x + 2 * y * y) / 2;
            case "saddle" -> (x, y) -> (x * x - y * y) / 2;
            case "valley" -> (x, y) -> Math.pow(1 - x, 2) + 10 * Math.pow(y - x * x, 2);
            case "two-wells" -> (x, y) -> Math.pow(x * x - 1, 2) / 2 + y * y / 2 + x / 5 + 0.2047721476;
            case "trough" -> (x, y) -> x * x / 2;
            case "flat-bowl" -> (x, y) -> (Math.pow(x, 4) + Math.pow(y, 4)) / 4;
            case "monkey-saddle" -> (x, y) -> x * x * x / 3 - x * y * y;
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static void assertCurvature(Lesson lesson, String name) {
        DoubleBinaryOperator f = surface(name);
        double x = lesson.number("#x");
        double y = lesson.number("#y");
        double value = f.applyAsDouble(x, y);
        double xx = (f.applyAsDouble(x + H, y) - 2 * value + f.applyAsDouble(x - H, y)) / (H * H);
        double yy = (f.applyAsDouble(x, y + H) - 2 * value + f.applyAsDouble(x, y - H)) / (H * H);
        double xy = (f.applyAsDouble(x + H, y + H)
                        - f.applyAsDouble(x + H, y - H)
                        - f.applyAsDouble(x - H, y + H)
                        + f.applyAsDouble(x - H, y - H))
                / (4 * H * H);
        double gx = (f.applyAsDouble(x + H, y) - f.applyAsDouble(x - H, y)) / (2 * H);
        double gy = (f.applyAsDouble(x, y + H) - f.applyAsDouble(x, y - H)) / (2 * H);
        double apart = Math.sqrt((xx - yy) * (xx - yy) / 4 + xy * xy);
        double[] eigenvalues = {(xx + yy) / 2 + apart, (xx + yy) / 2 - apart};
        // what is shown is rounded, the point too
        assertThat(lesson.number("#value")).isCloseTo(value, within(2e-3));
        assertThat(lesson.numbers("#gradient")).containsExactly(new double[] {gx, gy}, within(0.02));
        assertThat(lesson.number("#xx")).isCloseTo(xx, within(0.05));
        assertThat(lesson.number("#xy")).isCloseTo(xy, within(0.05)).isEqualTo(lesson.number("#yx"));
        assertThat(lesson.number("#yy")).isCloseTo(yy, within(0.05));
        String[] rows = {"#first", "#second"};
        for (int i = 0; i < 2; i++) {
            assertThat(lesson.number(rows[i] + " .eigenvalue")).isCloseTo(eigenvalues[i], within(0.05));
            double[] v = lesson.numbers(rows[i] + " .direction");
            assertThat(Math.hypot(v[0], v[1])).isCloseTo(1, within(0.01));
            assertThat(xx * v[0] + xy * v[1]).isCloseTo(eigenvalues[i] * v[0], within(0.02 * (1 + Math.abs(xx))));
            assertThat(lesson.text(rows[i] + " .bends"))
                    .isEqualTo(
                            Math.abs(eigenvalues[i]) < 1e-3
                                    ? "doesn’t bend"
                                    : eigenvalues[i] > 0 ? "bends up" : "bends down");
        }
        // the model touches the surface under the dot
        for (String cut : new String[] {"#first-cut", "#second-cut"}) {
            double[] surface = lesson.path(cut + " .surface");
            double[] model = lesson.path(cut + " .model");
            assertThat(surface).hasSize(2 * 61);
            assertThat(model[61]).isCloseTo(surface[61], within(0.01));
            assertThat(model[63]).isCloseTo(surface[63], within(0.5)); // CSS pixels, a fortieth of the way further
        }
    }

    @ParameterizedTest
    @CsvSource({
        "egg-box, 0.5, 0.3, a saddle",
        "egg-box, 0.9, 0.8, negative: a maximum",
        "egg-box, -0.9, 0.8, positive: a minimum",
        "bowl, 1.2, -0.7, positive: a minimum",
        "hill, 0.4, 0.4, negative: a maximum",
        "saddle, 1, 1, both signs: a saddle",
        "valley, 0.9, 0.8, positive: a minimum",
        "two-wells, 0.2, 0.4, a saddle",
        "two-wells, -0.8, 0.4, positive: a minimum",
        "trough, 0.8, 0.4, say nothing",
        "flat-bowl, 0.5, 0.3, say nothing",
        "monkey-saddle, 0.5, 0.3, say nothing"
    })
    void theHessianIsTheSurfaces(String surface, double x, double y, String verdict, Site site) {
        String hash = "#surface=" + surface + "&at=" + Math.round(100 * x) + "." + Math.round(100 * y);
        try (Lesson lesson = Lesson.still(site, PAGE + hash)) {
            assertThat(lesson.number("#x")).isEqualTo(x);
            assertCurvature(lesson, surface);
            assertThat(lesson.text("#verdict")).contains("slopes");
            assertModelDrawn(lesson, surface, x, y);
            lesson.find("#nearest").press("Enter");
            lesson.visit().frame();
            assertThat(lesson.number("#norm")).isLessThan(1e-6);
            assertThat(lesson.text("#verdict")).startsWith("The gradient is 0").contains(verdict);
            if (!surface.equals("flat-bowl")) { // whose numbers there are all 0
                assertCurvature(lesson, surface);
            }
            String link = lesson.linkWith("nearest=yes");
            try (Lesson opened = Lesson.still(site, PAGE + link)) {
                assertThat(opened.text("#verdict")).isEqualTo(lesson.text("#verdict"));
            }
        }
    }

    /** The model's lines have the surface's heights, the arms its eigenvectors' directions, the arrow points downhill. */
    private static void assertModelDrawn(Lesson lesson, String name, double x, double y) {
        DoubleBinaryOperator f = surface(name);
        double[] heights = Heights.assertLines(lesson, "#plane .contour", f, name.equals("valley") ? 1 : 0);
        double value = f.applyAsDouble(x, y);
        double gx = (f.applyAsDouble(x + H, y) - f.applyAsDouble(x - H, y)) / (2 * H);
        double gy = (f.applyAsDouble(x, y + H) - f.applyAsDouble(x, y - H)) / (2 * H);
        double xx = (f.applyAsDouble(x + H, y) - 2 * value + f.applyAsDouble(x - H, y)) / (H * H);
        double yy = (f.applyAsDouble(x, y + H) - 2 * value + f.applyAsDouble(x, y - H)) / (H * H);
        double xy = (f.applyAsDouble(x + H, y + H)
                        - f.applyAsDouble(x + H, y - H)
                        - f.applyAsDouble(x - H, y + H)
                        + f.applyAsDouble(x - H, y - H))
                / (4 * H * H);
        DoubleBinaryOperator model = (atX, atY) -> value
                + gx * (atX - x)
                + gy * (atY - y)
                + xx * (atX - x) * (atX - x) / 2
                + xy * (atX - x) * (atY - y)
                + yy * (atY - y) * (atY - y) / 2;
        double[] points = lesson.path("#plane .model");
        assertThat(points).hasSizeGreaterThan(40);
        for (int i = 0; i < points.length; i += 2) {
            double shown = model.applyAsDouble(points[i], points[i + 1]);
            double nearest = DoubleStream.of(heights)
                    .map(height -> Math.abs(height - shown))
                    .min()
                    .orElseThrow();
            assertThat(nearest)
                    .as("model at (%.3f, %.3f)", points[i], points[i + 1])
                    .isLessThan(0.004 + 2 * Heights.off(model, points[i], points[i + 1]));
            assertThat(Math.hypot(points[i] - x, points[i + 1] - y)).isLessThan(0.802);
        }
        double apart = Math.sqrt((xx - yy) * (xx - yy) / 4 + xy * xy);
        for (int i = 0; i < 2; i++) {
            double eigenvalue = (xx + yy) / 2 + (i == 0 ? apart : -apart);
            Locator arm = lesson.find("#plane .arm").nth(i);
            double[] line = Lesson.numbersIn(arm.getAttribute("d"));
            double dx = (line[2] - line[0]) / 1.1;
            double dy = (line[3] - line[1]) / 1.1;
            assertThat(Math.hypot(dx, dy)).isCloseTo(1, within(0.005));
            assertThat(xx * dx + xy * dy).isCloseTo(eigenvalue * dx, within(0.01 * (1 + Math.abs(xx))));
            assertThat(xy * dx + yy * dy).isCloseTo(eigenvalue * dy, within(0.01 * (1 + Math.abs(yy))));
            assertThat(arm.getAttribute("class"))
                    .endsWith(Math.abs(eigenvalue) < 1e-4 ? "flat" : eigenvalue > 0 ? "up" : "down");
        }
        double[] arrow = lesson.path("#plane .arrow");
        double length = Math.min(0.9, Math.hypot(gx, gy));
        assertThat(arrow[2] - arrow[0]).isCloseTo(-length * gx / Math.hypot(gx, gy), within(0.003));
        assertThat(arrow[3] - arrow[1]).isCloseTo(-length * gy / Math.hypot(gx, gy), within(0.003));
    }

    @Test
    void onePointsByMouseAndKeys(Site site) {
        try (Lesson lesson = Lesson.still(site, PAGE)) {
            double[] middle = lesson.middle("#plane");
            double unit = lesson.scale("#plane", 4);
            lesson.visit().page().mouse().click(middle[0] + 0.5 * unit, middle[1] + unit);
            lesson.visit().frame();
            assertThat(lesson.number("#x")).isCloseTo(0.5, within(0.03));
            assertThat(lesson.number("#y")).isCloseTo(-1, within(0.03));
            assertCurvature(lesson, "egg-box");
            double x = lesson.number("#x");
            lesson.press("ArrowLeft", 1); // the dot has the focus
            assertThat(lesson.number("#x")).isCloseTo(x - 0.05, within(1e-9));
            lesson.press("Shift+ArrowRight", 1);
            assertThat(lesson.number("#x")).isCloseTo(x + 0.45, within(1e-9));
            lesson.drag("#plane .handle", -unit, 0);
            assertThat(lesson.number("#x")).isCloseTo(x - 0.55, within(0.03));
            assertCurvature(lesson, "egg-box");
            lesson.find("#surface").selectOption("saddle");
            lesson.visit().frame();
            assertCurvature(lesson, "saddle");
        }
    }

    @Test
    void theMouseIsFollowedWithoutTakingThePointAlong(Site site) {
        try (Lesson lesson = Lesson.still(site, PAGE)) {
            double[] middle = lesson.middle("#plane");
            double unit = lesson.scale("#plane", 4);
            String put = lesson.text("#x");
            lesson.visit().page().mouse().move(middle[0] - unit, middle[1] + 0.5 * unit);
            lesson.visit().frame();
            assertThat(lesson.number("#x")).isCloseTo(-1, within(0.03));
            assertThat(lesson.number("#y")).isCloseTo(-0.5, within(0.03));
            assertCurvature(lesson, "egg-box");
            lesson.visit().page().mouse().move(1, 1);
            lesson.visit().frame();
            assertThat(lesson.text("#x")).isEqualTo(put);
        }
    }

    @Test
    void aFingerPoints(Site site) {
        try (Lesson lesson = Lesson.onPhone(site, PAGE)) {
            double unit = lesson.scale("#plane", 4);
            double x = lesson.number("#x");
            lesson.middle("#plane .handle");
            Object scrolled = lesson.visit().page().evaluate("scrollY");
            lesson.swipe("#plane .handle", 0.5 * unit, unit);
            assertThat(lesson.number("#x")).isCloseTo(x + 0.5, within(0.05));
            assertThat(lesson.visit().page().evaluate("scrollY")).isEqualTo(scrolled);
            assertCurvature(lesson, "egg-box");
        }
    }

    @Test
    void theDotWandersUntilTheVisitorTakesOver(Site site) {
        try (Lesson lesson = Lesson.moving(site, PAGE)) {
            lesson.pass(200);
            double x = lesson.number("#x");
            lesson.pass(1000);
            assertThat(lesson.number("#x")).isGreaterThan(x);
            lesson.find("#plane .handle").focus();
            lesson.visit().page().keyboard().press("ArrowLeft");
            lesson.pass(100);
            double taken = lesson.number("#x");
            lesson.pass(1000);
            assertThat(lesson.number("#x")).isEqualTo(taken);
        }
    }
}
