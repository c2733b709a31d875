package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an autoencoder is: the code, one number of it, and the way between two. */
@ExtendWith(SiteExtension.class)
class AutoencoderTest {
    private static final String PAGE = "autoencoder";

    private static Lesson ready(Site site) {
        return ready(Lesson.still(site, PAGE));
    }

    private static Lesson ready(Lesson lesson) {
        lesson.visit().page().waitForFunction("() => performance.getEntriesByName('first-reconstruction').length > 0");
        lesson.visit().frame();
        return lesson;
    }

    private static void assertClose(int[] shown, double[] expected) {
        for (int i = 0; i < 784; i++) {
            assertThat((double) shown[i]).as("pixel " + i).isCloseTo(255 * expected[i], within(3.0));
        }
    }

    @Test
    void theCodeIsTheModelsAndOneNumberIsMoved(Site site) {
        try (Lesson lesson = ready(site)) {
            Visit visit = lesson.visit();
            lesson.find("#digit [data-do=clear]").click();
            visit.draw(0.3, 0.2, 0.7, 0.2, 0.4, 0.8);
            double[] code = Model.numbers(visit, "#digit .seen", "return [...model.encode(pixels(canvas))];");
            assertThat(lesson.numbers("#code-text")).containsExactly(code, within(0.03));
            double[] drawn =
                    Model.numbers(visit, "#digit .seen", "return [...model.decode(model.encode(pixels(canvas)))];");
            assertClose(visit.grey("#reconstruction"), drawn);
            int[] seen = visit.grey("#digit .seen");
            double error = 0;
            for (int i = 0; i < 784; i++) {
                error += Math.pow(seen[i] / 255.0 - drawn[i], 2) / 784;
            }
            assertThat(lesson.number("#error")).isCloseTo(error, within(2e-4));
            assertThat(visit.grey("#bent")).isEqualTo(visit.grey("#reconstruction"));

            lesson.find("#number").selectOption("3");
            lesson.press("#moved", "End", 1);
            double value = lesson.number("#moved-value");
            assertThat(lesson.number("#own-value")).isCloseTo(code[2], within(0.03));
            assertThat(value).isGreaterThan(code[2]);
            assertBent(lesson, 2, value);
            assertThat(visit.grey("#traversal canvas >> nth=8")).isEqualTo(visit.grey("#bent"));
            lesson.find("#moved").click(); // its middle
            visit.frame();
            assertBent(lesson, 2, lesson.number("#moved-value"));
            assertThat(visit.grey("#traversal canvas >> nth=4")).isEqualTo(visit.grey("#bent"));

            String hash = lesson.linkWith("number=3.50");
            try (Lesson opened = ready(Lesson.still(site, PAGE + hash))) {
                assertThat(opened.visit().grey("#bent")).isEqualTo(visit.grey("#bent"));
                assertThat(opened.find("#number").evaluate("s => s.selectedIndex"))
                        .isEqualTo(2);
            }
            lesson.find("#own").click();
            visit.frame();
            assertThat(visit.grey("#bent")).isEqualTo(visit.grey("#reconstruction"));
        }
    }

    private static void assertBent(Lesson lesson, int number, double value) {
        assertClose(
                lesson.visit().grey("#bent"),
                Model.numbers(
                        lesson.visit(),
                        "#digit .seen",
                        "const code = model.encode(pixels(canvas)); code[" + number + "] = " + value
                                + "; return [...model.decode(code)];"));
    }

    private static double undecided(double[] pixels) {
        return 100
                * Arrays.stream(pixels).map(p -> p * (1 - p)).sum()
                / Arrays.stream(pixels).sum();
    }

    @Test
    void theInkOfThePathIsMeasured(Site site) {
        try (Lesson lesson = ready(site)) {
            Visit visit = lesson.visit();
            String path = "const b = document.querySelector('#other .seen');"
                    + " const p = model.path(model.encode(pixels(canvas)), model.encode(pixels(b)));";
            for (String alpha : new String[] {"0", "0.3", "0.5", "1"}) {
                lesson.find("#alpha").fill(alpha);
                visit.frame();
                double[] expected = Model.numbers(visit, "#digit .seen", path + "return [...p.at(" + alpha + ")];");
                assertClose(visit.grey("#between"), expected);
                assertThat(lesson.number("#undecided")).as(alpha).isCloseTo(undecided(expected), within(0.3));
            }
            double[] all = Model.numbers(
                    visit,
                    "#digit .seen",
                    path + "return Array.from({length: 21}, (_, i) => { const x = [...p.at(i / 20)];"
                            + " return 100 * x.reduce((s, v) => s + v * (1 - v), 0) / x.reduce((s, v) => s + v, 0); });");
            double most = Arrays.stream(all).max().orElseThrow();
            assertThat(lesson.number("#undecided-b")).isCloseTo(all[0], within(0.3));
            assertThat(lesson.number("#undecided-a")).isCloseTo(all[20], within(0.3));
            assertThat(lesson.number("#undecided-most")).isCloseTo(most, within(0.3));
            int greyest = (int) Math.round(20 * lesson.number("#greyest"));
            assertThat(all[greyest]).isCloseTo(most, within(0.3));
            assertThat(lesson.path("#grey-plot .curve")).hasSize(2 * 21);

            lesson.press("#alpha", "Home", 1);
            lesson.press("ArrowRight", 7);
            assertThat(lesson.text("#alpha-value")).isEqualTo("0.07");
            assertThat(lesson.linkWith("alpha=7")).isEqualTo("#alpha=7");
        }
    }

    @Test
    void aFingerMovesANumberAndDraws(Site site) {
        try (Lesson lesson = ready(Lesson.onPhone(site, PAGE))) {
            Visit visit = lesson.visit();
            int[] before = visit.grey("#bent");
            lesson.find("#moved")
                    .tap(new com.microsoft.playwright.Locator.TapOptions()
                            .setPosition(3, lesson.find("#moved").boundingBox().height / 2));
            visit.frame();
            assertThat(visit.grey("#bent")).isNotEqualTo(before);
            assertBent(lesson, 0, lesson.number("#moved-value"));
            int[] between = visit.grey("#between");
            double[] middle = lesson.middle("#other .surface");
            visit.touch("touchStart", middle[0], middle[1] - 60);
            visit.touch("touchMove", middle[0], middle[1]);
            visit.touch("touchMove", middle[0], middle[1] + 60);
            visit.touch("touchEnd");
            visit.frame();
            assertThat(visit.grey("#between")).isNotEqualTo(between);
        }
    }

    @Test
    void theNumberSwingsByItself(Site site) {
        try (Lesson lesson = Lesson.moving(site, PAGE)) {
            lesson.visit().page().waitForFunction("() => document.getElementById('number').options.length > 1");
            lesson.pass(200);
            double value = lesson.number("#moved-value");
            lesson.pass(700);
            assertThat(lesson.number("#moved-value")).isGreaterThan(value);
            lesson.leap(6000);
            assertThat(lesson.text("#moved-value")).isEqualTo(lesson.text("#own-value"));
        }
    }
}
