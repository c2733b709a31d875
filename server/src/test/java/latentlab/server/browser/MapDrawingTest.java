package latentlab.server.browser;

import static latentlab.server.browser.OnMap.ALL;
import static latentlab.server.browser.OnMap.D;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import latentlab.latent.CodeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The visitor's drawing on the map of the codes. */
@ExtendWith(SiteExtension.class)
class MapDrawingTest {
    @Test
    void theDrawingsStarAppearsWhereItsCodeLiesAndMovesWithIt(Site site) {
        try (Visit visit = CodeSpace.open(site, "map")) {
            CodeMap map = CodeMap.ofAxes(CodeSpace.codes(visit, ALL, D).codes(), D);
            visit.page().locator("#drawing [data-do=clear]").click();
            visit.page().mouse().move(5, 5);
            visit.frame();
            assertThat(star(visit)).as("nothing is drawn").isEmpty();
            visit.draw(0.5, 0.15, 0.5, 0.85); // a 1
            List<Double> one = assertStar(visit, map);
            visit.draw(0.5, 0.85, 0.75, 0.6, 0.5, 0.5); // becomes a 6
            List<Double> six = assertStar(visit, map);
            assertThat(Math.hypot(one.get(0) - six.get(0), one.get(1) - six.get(1)))
                    .isGreaterThan(0.03);
            visit.page().locator("#drawing [data-do=undo]").click();
            visit.frame();
            assertThat(assertStar(visit, map)).isEqualTo(one);
        }
    }

    private static List<Double> assertStar(Visit visit, CodeMap map) {
        double[] place = new double[2];
        map.place(CodeSpace.encode(visit, "#drawing canvas.seen"), place);
        List<Double> shown = star(visit);
        assertThat(shown).hasSize(2);
        // the letter in the disc takes some of it away on one side, and the model is rounded to 16 bits
        assertThat(shown.get(0)).isCloseTo(place[0], within(0.012));
        assertThat(shown.get(1)).isCloseTo(place[1], within(0.012));
        return shown;
    }

    /** The middle, in shares of the map, of the largest patch of the accent's colour; empty when there is none. */
    private static List<Double> star(Visit visit) {
        Object found = visit.page()
                .locator("#marks")
                .evaluate("canvas => {"
                        + " const probe = document.createElement('canvas').getContext('2d');"
                        + " probe.fillStyle = getComputedStyle(canvas).getPropertyValue('--accent'); probe.fillRect(0, 0, 1, 1);"
                        + " const accent = probe.getImageData(0, 0, 1, 1).data;"
                        + " const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);"
                        + " const is = (x, y) => [0, 1, 2, 3].every(i => data[4 * (canvas.width * y + x) + i] === accent[i]);"
                        + " let n = 0, sumX = 0, sumY = 0;" // threads are thinner than three pixels
                        + " for (let y = 1; y < canvas.height - 1; y++) for (let x = 1; x < canvas.width - 1; x++)"
                        + " if (is(x, y) && is(x - 1, y) && is(x + 1, y) && is(x, y - 1) && is(x, y + 1)) { n++; sumX += x; sumY += y; }"
                        + " return n < 8 ? [] : [sumX / n / canvas.width, sumY / n / canvas.height]; }");
        return ((List<?>) found)
                .stream().map(number -> ((Number) number).doubleValue()).toList();
    }
}
