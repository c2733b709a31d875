package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Losses for angles, and the search for a digit's turn. */
@ExtendWith(SiteExtension.class)
class AnglesTest {
    private static final String PAGE = "angles";
    private static final List<String> LOSSES = List.of("arc", "cosine", "naive", "published", "mended");

    private static DoubleUnaryOperator loss(String name) {
        return switch (name) {
            case "arc" ->
                d -> {
                    double rest = Math.abs(d) % 360;
                    return Math.pow(Math.min(rest, 360 - rest), 2);
                };
            case "cosine" -> d -> 1 - Math.cos(Math.toRadians(d));
            case "naive" -> d -> d * d;
            case "published" -> d -> Math.abs(Math.sin(d / (360 * 2 * Math.PI)));
            default -> d -> Math.abs(Math.sin(Math.toRadians(d)));
        };
    }

    private static void assertLosses(Lesson lesson) {
        double difference = lesson.number("#guess") - lesson.number("#truth");
        assertThat(lesson.number("#difference")).isEqualTo(difference);
        double arc =
                Math.toDegrees(Math.atan2(Math.sin(Math.toRadians(difference)), Math.cos(Math.toRadians(difference))));
        assertThat(Math.abs(lesson.number("#arc"))).isCloseTo(Math.abs(arc), within(1e-6));
        for (String name : LOSSES) {
            DoubleUnaryOperator loss = loss(name);
            double value = loss.applyAsDouble(difference);
            assertThat(lesson.number("#loss-" + name + " .value"))
                    .as(name)
                    .isCloseTo(value, within(0.006 * value + 1e-6));
            double slope = (loss.applyAsDouble(difference + 1e-5) - loss.applyAsDouble(difference - 1e-5)) / 2e-5;
            boolean kink = Math.abs(arc) < 1e-9 || Math.abs(arc) > 180 - 1e-9;
            if (!kink) {
                assertThat(lesson.number("#loss-" + name + " .slope"))
                        .as(name)
                        .isCloseTo(slope, within(0.006 * Math.abs(slope) + 1e-6));
            }
        }
    }

    @Test
    void theHandsTurnByMouseAndKeysAndTheLossesFollow(Site site) {
        try (Lesson lesson = Lesson.still(site, PAGE)) {
            assertLosses(lesson);
            assertThat(lesson.number("#loss-naive .value")).isEqualTo(340 * 340);
            assertThat(lesson.number("#loss-arc .value")).isEqualTo(400);
            // from the top of the dial to its right
            double radius = lesson.scale("#dial", 2.6);
            double[] middle = lesson.middle("#dial");
            double[] grip = lesson.middle("#dial .hand.a .dot");
            lesson.visit().page().mouse().move(grip[0], grip[1]);
            lesson.visit().page().mouse().down();
            lesson.visit().page().mouse().move(middle[0] + radius, middle[1]);
            lesson.visit().page().mouse().up();
            lesson.visit().frame();
            assertThat(lesson.number("#guess")).isCloseTo(90, within(1.0));
            assertLosses(lesson);
            lesson.press("#dial .hand.a", "Home", 1);
            lesson.press("ArrowLeft", 1);
            assertThat(lesson.number("#guess")).isEqualTo(359);
            lesson.press("Shift+ArrowRight", 2);
            assertThat(lesson.number("#guess")).isEqualTo(19);
            lesson.press("#dial .hand.b", "PageDown", 5);
            assertThat(lesson.number("#truth")).isEqualTo(200);
            assertLosses(lesson);
            String hash = lesson.linkWith("dial=200.19");
            try (Lesson opened = Lesson.still(site, PAGE + hash)) {
                assertThat(opened.number("#difference")).isEqualTo(-181);
                assertLosses(opened);
            }
        }
    }

    /** The curves' points, in shares of each loss's largest value. */
    @Test
    void theCurvesAreTheLosses(Site site) {
        try (Lesson lesson = Lesson.still(site, PAGE)) {
            double[] arc = lesson.path("#losses-plot .curve.arc");
            assertThat(arc).hasSize(2 * 721);
            double zero = arc[2 * 360 + 1]; // at 0°
            double one = arc[2 * 540 + 1]; // at 180°
            for (String name : LOSSES) {
                double[] curve = lesson.path("#losses-plot .curve." + name);
                DoubleUnaryOperator loss = loss(name);
                double largest = 0;
                for (int d = -360; d <= 360; d++) {
                    largest = Math.max(largest, loss.applyAsDouble(d));
                }
                for (int d = -360; d <= 360; d += 15) {
                    double share = (curve[2 * (d + 360) + 1] - zero) / (one - zero);
                    assertThat(share).as(name + " at " + d).isCloseTo(loss.applyAsDouble(d) / largest, within(1e-4));
                }
            }
        }
    }

    @Test
    void aFingerTurnsAHand(Site site) {
        try (Lesson lesson = Lesson.onPhone(site, PAGE)) {
            double[] middle = lesson.middle("#dial");
            double[] grip = lesson.middle("#dial .hand.a .dot");
            Object scrolled = lesson.visit().page().evaluate("scrollY");
            lesson.visit().touch("touchStart", grip[0], grip[1]);
            lesson.visit().touch("touchMove", middle[0] + 100, middle[1]);
            lesson.visit().touch("touchMove", middle[0], middle[1] + 100);
            lesson.visit().touch("touchEnd");
            lesson.visit().frame();
            assertThat(lesson.number("#guess")).isCloseTo(180, within(2.0));
            assertThat(lesson.visit().page().evaluate("scrollY")).isEqualTo(scrolled);
            assertLosses(lesson);
        }
    }

    /** As {@code Turn} does it, written anew: where each pixel comes from, and the four around that place. */
    private static int[] turned(int[] grey, double degrees) {
        int[] turned = new int[784];
        double angle = Math.toRadians(degrees);
        for (int i = 0; i < 784; i++) {
            double dx = i % 28 - 14;
            double dy = i / 28 - 14;
            double x = 14 + dx * Math.cos(angle) + dy * Math.sin(angle);
            double y = 14 - dx * Math.sin(angle) + dy * Math.cos(angle);
            double sum = 0;
            for (int r = (int) Math.floor(y); r <= Math.floor(y) + 1; r++) {
                for (int c = (int) Math.floor(x); c <= Math.floor(x) + 1; c++) {
                    if (r >= 0 && r < 28 && c >= 0 && c < 28) {
                        sum += grey[28 * r + c] * (1 - Math.abs(x - c)) * (1 - Math.abs(y - r));
                    }
                }
            }
            turned[i] = (int) Math.round(sum);
        }
        return turned;
    }

    @Test
    void theTurnOfADrawnDigitIsFoundByTheRightLosses(Site site) {
        try (Lesson lesson = Lesson.still(site, PAGE)) {
            Visit visit = lesson.visit();
            lesson.find("#digit [data-do=clear]").click();
            visit.draw(0.35, 0.15, 0.35, 0.8, 0.7, 0.8); // an L
            lesson.press("#turn-dial .hand.b", "Home", 1);
            lesson.press("Shift+ArrowRight", 13);
            assertThat(lesson.number("#turned-by")).isEqualTo(130);
            int[] seen = visit.grey("#digit .seen");
            int[] shown = visit.grey("#turned");
            int[] expected = turned(seen, 130);
            for (int i = 0; i < 784; i++) {
                assertThat(shown[i]).as("pixel " + i).isBetween(expected[i] - 2, expected[i] + 2);
            }
            assertFound(lesson, 130, "arc", "cosine");
            int[] back = visit.grey("#turned-back");
            double off = 0;
            for (int i = 0; i < 784; i++) {
                off += Math.pow((back[i] - seen[i]) / 255.0, 2) / 784;
            }
            assertThat(off).isLessThan(0.01);

            // at the seam the wrong ones go wrong
            lesson.press("#turn-dial .hand.b", "Home", 1);
            lesson.press("ArrowLeft", 2);
            assertFound(lesson, 358, "arc", "cosine");
            assertThat(lesson.text("#finds-naive .did")).isEqualTo("not found");
            assertThat(lesson.text("#finds-published .did")).isEqualTo("not found");
            lesson.find("#loss").selectOption("naive");
            visit.frame();
            assertThat(lesson.number("#found")).isEqualTo(lesson.number("#finds-naive .found"));
            String hash = lesson.linkWith("loss=naive");
            try (Lesson opened = Lesson.still(site, PAGE + hash)) {
                assertThat(opened.number("#found")).isEqualTo(lesson.number("#found"));
                assertThat(opened.visit().grey("#turned")).isEqualTo(visit.grey("#turned"));
            }
            lesson.press("#turn-dial .hand.start", "Home", 1);
            lesson.find("#search").click();
            visit.page().waitForFunction("() => document.getElementById('at-step').textContent === '120'");
        }
    }

    private static void assertFound(Lesson lesson, double degrees, String... losses) {
        for (String loss : losses) {
            double found = lesson.number("#finds-" + loss + " .found");
            double off = Math.abs(found - degrees);
            assertThat(Math.min(off, 360 - off)).as(loss).isLessThan(3);
            assertThat(lesson.number("#finds-" + loss + " .off")).isCloseTo(Math.min(off, 360 - off), within(0.11));
            assertThat(lesson.text("#finds-" + loss + " .did")).isEqualTo("found");
        }
    }

    @Test
    void theGuessGoesRoundByItself(Site site) {
        try (Lesson lesson = Lesson.moving(site, PAGE)) {
            lesson.pass(1200);
            double guess = lesson.number("#guess");
            assertThat(guess).isGreaterThan(40);
            lesson.leap(5000);
            assertThat(lesson.number("#guess")).isEqualTo(10);
        }
    }
}
