package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.options.BoundingBox;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Strokes become pictures of MNIST's form, step by step. */
@ExtendWith(SiteExtension.class)
class NormalizationTest {
    /** The ten digits as corners of their lines, in shares of their box; NaN lifts the pen. */
    private static final double[][] DIGITS = {
        {.5, 0, .2, .15, .1, .5, .2, .85, .5, 1, .8, .85, .9, .5, .8, .15, .5, 0},
        {.2, .25, .55, 0, .55, 1},
        {.1, .2, .4, 0, .8, .1, .85, .35, .5, .65, .1, 1, .9, 1},
        {.1, .1, .5, 0, .85, .2, .75, .4, .4, .5, .8, .6, .9, .8, .5, 1, .1, .9},
        {.6, 0, .1, .65, .9, .65, Double.NaN, Double.NaN, .7, .4, .7, 1},
        {.8, 0, .2, 0, .15, .45, .6, .4, .9, .65, .7, .95, .1, .95},
        {.7, 0, .3, .3, .1, .7, .4, 1, .8, .8, .7, .55, .2, .65},
        {.1, 0, .9, 0, .5, .5, .35, 1},
        {.5, .5, .2, .25, .5, 0, .8, .25, .5, .5, .15, .75, .5, 1, .85, .75, .5, .5},
        {.8, .3, .5, .45, .2, .3, .4, 0, .8, .1, .8, .5, .6, 1},
    };

    @Test
    void twoHundredAndTenDrawnDigitsHaveMnistsSizeAndPlace(Site site) {
        Random random = new Random(7);
        try (Visit visit = Visit.emptySurface(site)) {
            double largestShift = 0;
            for (int round = 0; round < 21; round++) {
                for (int digit = 0; digit < 10; digit++) {
                    draw(visit, DIGITS[digit], random);
                    int[] seen = visit.grey("#seen");
                    String name = "digit " + digit + " of round " + round;
                    assertThat(largerSide(seen)).as(name).isBetween(19, 21);
                    double dx = centre(seen, 1) - 14;
                    double dy = centre(seen, 28) - 14;
                    assertThat(Math.hypot(dx, dy)).as(name).isLessThan(0.3);
                    largestShift = Math.max(largestShift, Math.hypot(dx, dy));
                }
            }
            System.out.printf("210 drawn digits: centre of mass within %.3f px of (14,14)%n", largestShift);
        }
    }

    /** At any size, place and slant, with a quick hand (few positions) or a slow one (many). */
    private static void draw(Visit visit, double[] digit, Random random) {
        visit.page().locator("#pad [data-do=clear]").dispatchEvent("click");
        BoundingBox box = visit.surface();
        double height = 0.2 + 0.7 * random.nextDouble();
        double width = height * (0.4 + 0.5 * random.nextDouble());
        double slant = 0.3 * (random.nextDouble() - 0.5) * height;
        double left = 0.03 + random.nextDouble() * (0.94 - width);
        double top = 0.03 + random.nextDouble() * (0.94 - height);
        Mouse.MoveOptions speed = new Mouse.MoveOptions().setSteps(1 + random.nextInt(4));
        boolean down = false;
        for (int i = 0; i < digit.length; i += 2) {
            if (Double.isNaN(digit[i])) {
                visit.page().mouse().up();
                down = false;
                continue;
            }
            double x = left + digit[i] * width + slant * (0.5 - digit[i + 1]);
            double y = top + digit[i + 1] * height;
            visit.page()
                    .mouse()
                    .move(
                            box.x + Math.max(0.01, Math.min(0.99, x)) * box.width,
                            box.y + y * box.height,
                            down ? speed : new Mouse.MoveOptions());
            if (!down) {
                visit.page().mouse().down();
                down = true;
            }
        }
        visit.page().mouse().up();
        visit.frame();
    }

    private static int largerSide(int[] picture) {
        int[] rows = IntStream.range(0, 784)
                .filter(i -> picture[i] > 0)
                .map(i -> i / 28)
                .toArray();
        int[] columns = IntStream.range(0, 784)
                .filter(i -> picture[i] > 0)
                .map(i -> i % 28)
                .toArray();
        return 1 + Math.max(extent(rows), extent(columns));
    }

    private static int extent(int[] positions) {
        return IntStream.of(positions).max().orElseThrow()
                - IntStream.of(positions).min().orElseThrow();
    }

    /** In pixel indices; {@code stride} 1 for the column, 28 for the row. */
    private static double centre(int[] picture, int stride) {
        double sum = 0;
        for (int i = 0; i < 784; i++) {
            sum += picture[i] * (double) (i / stride % 28);
        }
        return sum / IntStream.of(picture).sum();
    }

    @Test
    void eachStepCanBeSwitchedOffAndChangesWhatTheNetworkSees(Site site) {
        try (Visit visit = Visit.emptySurface(site)) {
            visit.draw(0.15, 0.15, 0.35, 0.2, 0.25, 0.35, 0.15, 0.5, 0.3, 0.52);
            int[] all = visit.grey("#seen");
            int[] reconstruction = visit.grey("#reconstruction");
            assertThat(visit.grey("#step-4")).isEqualTo(all);
            for (int step = 1; step <= 4; step++) {
                visit.page().locator("#with-step-" + step).uncheck();
                visit.frame();
                assertThat(visit.grey("#seen")).as("without step " + step).isNotEqualTo(all);
                assertThat(visit.grey("#reconstruction"))
                        .as("without step " + step)
                        .isNotEqualTo(reconstruction);
                visit.page().locator("#with-step-" + step).check();
                visit.frame();
                assertThat(visit.grey("#seen")).isEqualTo(all);
            }
            visit.page().locator("#with-step-3").uncheck();
            visit.frame();
            assertThat(IntStream.of(visit.grey("#seen")).boxed()).as("no grey").containsOnly(0, 255);
            visit.page().locator("#with-step-2").uncheck();
            visit.page().locator("#with-step-4").uncheck();
            visit.frame();
            assertThat(centre(visit.grey("#seen"), 1))
                    .as("stays where it was drawn")
                    .isLessThan(10);
        }
    }
}
