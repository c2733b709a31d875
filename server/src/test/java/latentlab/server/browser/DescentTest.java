package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page about stopping: descents, against their computation here. */
@ExtendWith(SiteExtension.class)
class DescentTest {
    static final String PAGE = "stopping";

    private static final List<String> CONDITIONS =
            List.of("gradientNorm", "parameterChange", "iterations", "minutes", "targetLoss");

    /** The page's surfaces, {f, ∂f/∂x, ∂f/∂y} at {x, y}. */
    private static UnaryOperator<double[]> surface(String name) {
        return switch (name) {
            case "bowl" -> p -> new double[] {(p[0] * p[0] + 3 * p[1] * p[1]) / 2, p[0], 3 * p[1]};
            case "valley" ->
                p -> {
                    double bend = p[1] - p[0] * p[0];
                    return new double[] {
                        Math.pow(1 - p[0], 2) + 10 * bend * bend, -2 * (1 - p[0]) - 40 * p[0] * bend, 20 * bend
                    };
                };
            case "saddle" -> p -> new double[] {(p[0] * p[0] - p[1] * p[1]) / 2, p[0], -p[1]};
            default ->
                p -> {
                    double w = p[0] * p[0] - 1;
                    // the lower of the wells is lifted to 0
                    return new double[] {w * w / 2 + p[1] * p[1] / 2 + p[0] / 5 + 0.2047721476, 2 * p[0] * w + 0.2, p[1]
                    };
                };
        };
    }

    /** Checks every row, the end and the point shown against a descent of this test's own. */
    private static void assertDescended(Lesson lesson, String name, double[] start, double rate) {
        UnaryOperator<double[]> surface = surface(name);
        List<double[]> values = new ArrayList<>(); // of the quantities, in the order of the rows, then x and y
        double[] p = start.clone();
        double change = Double.NaN;
        for (int step = 0; step <= 2000 && Math.abs(p[0]) < 1e3 && Math.abs(p[1]) < 1e3; step++) {
            double[] f = surface.apply(p);
            values.add(new double[] {Math.hypot(f[1], f[2]), change, step, step / 20.0, f[0], p[0], p[1]});
            change = Math.abs(rate) * Math.hypot(f[1], f[2]);
            p = new double[] {p[0] - rate * f[1], p[1] - rate * f[2]};
        }
        int end = values.size() - 1;
        String first = "";
        for (int c = 0; c < CONDITIONS.size(); c++) {
            String row = "#conditions [data-quantity=" + CONDITIONS.get(c) + "]";
            double bound = lesson.number(row + " .bound");
            int met = met(values, c, bound);
            assertThat(lesson.text(row + " .at")).as(name + " " + row).isEqualTo(met < 0 ? "never" : "" + met);
            if (met >= 0) {
                double value = values.get(met)[c];
                assertThat(lesson.number(row + " .value")).isCloseTo(value, within(0.006 * Math.abs(value) + 1e-9));
            }
            boolean on = lesson.find(row + " input[type=checkbox]").isChecked();
            if (on && met >= 0 && met < end) {
                end = met;
                first = CONDITIONS.get(c);
            }
        }
        List<Object> shown = lesson.find("#conditions [data-first=true]").all().stream()
                .map(row -> (Object) row.getAttribute("data-quantity"))
                .toList();
        assertThat(shown).as(name).isEqualTo(first.isEmpty() ? List.of() : List.of(first));
        assertThat(lesson.number("#at-step")).isEqualTo(end);
        assertThat(lesson.number("#at-x")).isCloseTo(values.get(end)[5], within(1e-3));
        assertThat(lesson.number("#at-y")).isCloseTo(values.get(end)[6], within(1e-3));
        double[] way = lesson.path("#descent-plane .way");
        assertThat(way).hasSize(2 * (end + 1));
        assertThat(way[way.length - 2]).isCloseTo(values.get(end)[5], within(1e-3));
    }

    private static int met(List<double[]> values, int condition, double bound) {
        for (int step = 0; step < values.size(); step++) {
            double value = values.get(step)[condition];
            boolean met = switch (CONDITIONS.get(condition)) {
                case "iterations", "minutes" -> value >= bound;
                case "targetLoss" -> value <= bound;
                default -> value < bound;
            };
            if (met) {
                return step;
            }
        }
        return -1;
    }

    @ParameterizedTest
    @CsvSource({"bowl, -1.6, 1.3, 0.1", "valley, -1.2, 1, 0.01", "saddle, 1.6, 0.01, 0.1", "two-wells, 0.3, 1.5, 0.1"})
    void everyConditionFiresWhereItShould(String surface, double x, double y, double rate, Site site) {
        try (Lesson lesson = Lesson.still(site, PAGE)) {
            lesson.find("#surface").selectOption(surface);
            lesson.visit().frame();
            assertDescended(lesson, surface, new double[] {x, y}, rate);
            Heights.assertLines(
                    lesson,
                    "#descent-plane .contour",
                    (atX, atY) -> surface(surface).apply(new double[] {atX, atY})[0],
                    surface.equals("valley") ? 1 : 0);
            lesson.find("#conditions [data-quantity=targetLoss] input[type=checkbox]")
                    .uncheck();
            lesson.find("#conditions [data-quantity=iterations] input[type=range]")
                    .press("Home");
            lesson.visit().frame();
            assertDescended(lesson, surface, new double[] {x, y}, rate);
            assertThat(lesson.text("#ended")).contains("after 1 steps").contains("steps 1");
        }
    }

    @Test
    void theStartIsPutAndDraggedByPointerAndKeys(Site site) {
        try (Lesson lesson = Lesson.still(site, PAGE)) {
            double[] middle = lesson.middle("#descent-plane");
            double unit = lesson.scale("#descent-plane", 4);
            lesson.visit().page().mouse().click(middle[0] + unit, middle[1] - 0.5 * unit);
            lesson.visit().frame();
            double[] start =
                    Lesson.numbersIn(lesson.find("#descent-plane .start").getAttribute("aria-valuetext"));
            assertThat(start).containsExactly(new double[] {1, 0.5}, within(0.03));
            assertDescended(lesson, "bowl", start, 0.1);
            lesson.drag("#descent-plane .start", -2 * unit, 0);
            lesson.press("#descent-plane .start", "ArrowUp", 2);
            double[] moved =
                    Lesson.numbersIn(lesson.find("#descent-plane .start").getAttribute("aria-valuetext"));
            assertThat(moved).containsExactly(new double[] {start[0] - 2, start[1] + 0.1}, within(0.04));
            assertDescended(lesson, "bowl", moved, 0.1);

            lesson.press("#rate", "ArrowRight", 1);
            assertThat(lesson.text("#rate-value")).isEqualTo("0.2");
            assertDescended(lesson, "bowl", moved, 0.2);
            lesson.find("#plus").check();
            lesson.visit().frame();
            assertDescended(lesson, "bowl", moved, -0.2);
            assertThat(lesson.number("#at-value")).isGreaterThan(10);

            String hash = lesson.linkWith("sign=plus");
            try (Lesson opened = Lesson.still(site, PAGE + hash)) {
                assertDescended(opened, "bowl", moved, -0.2);
            }
        }
    }

    @Test
    void oneLooksAtEveryStepAndWalks(Site site) {
        try (Lesson lesson = Lesson.still(site, PAGE)) {
            double end = lesson.number("#at-step");
            lesson.press("#step", "Home", 1);
            assertThat(lesson.numbers("#at-x")).containsExactly(-1.6);
            assertThat(lesson.text("#at-change")).isEqualTo("–");
            lesson.press("ArrowRight", 1);
            assertThat(lesson.number("#at-x")).isCloseTo(-1.6 * 0.9, within(1e-4));
            assertThat(lesson.number("#at-y")).isCloseTo(1.3 * 0.7, within(1e-4));
            assertThat(lesson.number("#at-change")).isCloseTo(0.1 * Math.hypot(1.6, 3.9), within(1e-3));
            String hash = lesson.linkWith("at=1");
            try (Lesson opened = Lesson.still(site, PAGE + hash)) {
                assertThat(opened.number("#at-step")).isEqualTo(1);
            }
            lesson.find("#play").click();
            lesson.visit()
                    .page()
                    .waitForFunction("end => document.getElementById('at-step').textContent === end", "" + (int) end);
        }
    }

    @Test
    void itWalksByItselfUntilTheVisitorTakesOver(Site site) {
        try (Lesson lesson = Lesson.moving(site, PAGE)) {
            lesson.pass(500);
            double begun = lesson.number("#at-step");
            lesson.pass(1500);
            assertThat(lesson.number("#at-step")).isGreaterThan(begun).isLessThan(24);
            lesson.leap(4000);
            assertThat(lesson.number("#at-step")).isEqualTo(24);
        }
    }

    @Test
    void aFingerPutsTheStart(Site site) {
        try (Lesson lesson = Lesson.onPhone(site, PAGE)) {
            double[] middle = lesson.middle("#descent-plane");
            Object scrolled = lesson.visit().page().evaluate("scrollY");
            double unit = lesson.scale("#descent-plane", 4);
            lesson.visit().touch("touchStart", middle[0] - unit, middle[1]);
            lesson.visit().touch("touchMove", middle[0] - unit, middle[1] + 0.5 * unit);
            lesson.visit().touch("touchMove", middle[0] - unit, middle[1] + unit);
            lesson.visit().touch("touchEnd");
            lesson.visit().frame();
            double[] start =
                    Lesson.numbersIn(lesson.find("#descent-plane .start").getAttribute("aria-valuetext"));
            assertThat(start).containsExactly(new double[] {-1, -1}, within(0.05));
            assertThat(lesson.visit().page().evaluate("scrollY")).isEqualTo(scrolled);
            assertDescended(lesson, "bowl", start, 0.1);
        }
    }
}
