package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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
                    int[] seen = draw(visit, path(DIGITS[digit], random));
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

    /**
     * The positions (x, y in shares of the surface; null lifts the pen) of a hand that draws a digit at any size, place
     * and slant, quickly (few positions) or slowly (many).
     */
    private static List<List<Double>> path(double[] digit, Random random) {
        double height = 0.2 + 0.7 * random.nextDouble();
        double width = height * (0.4 + 0.5 * random.nextDouble());
        double slant = 0.3 * (random.nextDouble() - 0.5) * height;
        double left = 0.03 + random.nextDouble() * (0.94 - width);
        double top = 0.03 + random.nextDouble() * (0.94 - height);
        int steps = 1 + random.nextInt(12);
        List<List<Double>> path = new ArrayList<>();
        List<Double> last = null;
        for (int i = 0; i < digit.length; i += 2) {
            if (Double.isNaN(digit[i])) {
                path.add(null);
                last = null;
                continue;
            }
            double x = Math.max(0.01, Math.min(0.99, left + digit[i] * width + slant * (0.5 - digit[i + 1])));
            double y = top + digit[i + 1] * height;
            for (int step = 1; last != null && step < steps; step++) {
                double t = (double) step / steps;
                path.add(List.of(last.get(0) + t * (x - last.get(0)), last.get(1) + t * (y - last.get(1))));
            }
            last = List.of(x, y);
            path.add(last);
        }
        return path;
    }

    /** Clears the surface, leads a pointer over it, and gives the grey values of what the network sees. */
    private static int[] draw(Visit visit, List<List<Double>> path) {
        Object seen = visit.page().locator("#pad canvas").evaluate("""
                async (surface, path) => {
                  document.querySelector('#pad [data-do=clear]').click();
                  const box = surface.getBoundingClientRect();
                  let down = false, last;
                  const send = (type, [x, y]) => surface.dispatchEvent(new PointerEvent(type, {pointerId: 1,
                    clientX: box.left + x * box.width, clientY: box.top + y * box.height, bubbles: true}));
                  for (const position of [...path, null]) {
                    send(position ? down ? 'pointermove' : 'pointerdown' : 'pointerup', position ?? last);
                    down = position !== null;
                    last = position ?? last;
                  }
                  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
                  return Array.from(document.getElementById('seen').getContext('2d')
                    .getImageData(0, 0, 28, 28).data).filter((_, i) => i % 4 === 0);
                }""", path);
        return ((List<?>) seen)
                .stream().mapToInt(value -> ((Number) value).intValue()).toArray();
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
