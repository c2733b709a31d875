package latentlab.server.browser;

import static latentlab.server.browser.OnMap.ALL;
import static latentlab.server.browser.OnMap.D;
import static latentlab.server.browser.OnMap.count;
import static latentlab.server.browser.OnMap.drag;
import static latentlab.server.browser.OnMap.mix;
import static latentlab.server.browser.OnMap.pixels;
import static latentlab.server.browser.OnMap.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import latentlab.latent.CodeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Test digits are chosen on the map of the codes. */
@ExtendWith(SiteExtension.class)
class MapChoiceTest {
    @Test
    void aLassoTakesWhatItEncloses(Site site) {
        try (Visit visit = CodeSpace.open(site, "map")) {
            CodeSpace.Codes codes = CodeSpace.codes(visit, ALL, D);
            CodeMap map = CodeMap.ofAxes(codes.codes(), D);
            visit.page().locator("#lasso").click();
            drag(visit, 0.02, 0.02, 0.5, 0.02, 0.5, 0.98, 0.02, 0.98);
            int left = (int) IntStream.range(0, ALL)
                    .filter(i -> map.xs()[i] < 0.5 && map.xs()[i] > 0.02)
                    .count();
            // the mouse moves by whole pixels, and a few points lie between
            assertThat(count(visit)).isBetween(left - 40, left + 40);
            int sum = 0;
            for (int digit = 0; digit < 10; digit++) {
                int shown = mix(visit, digit);
                int half = digit;
                int expected = (int) IntStream.range(0, ALL)
                        .filter(i -> codes.labels()[i] == half && map.xs()[i] < 0.5)
                        .count();
                assertThat(shown).isBetween(expected - 15, expected + 15);
                sum += shown;
            }
            assertThat(sum).isEqualTo(count(visit));
            int before = count(visit);
            String link = CodeSpace.hash(visit, "chosen=ink.");
            try (Visit opened = CodeSpace.open(site, "map" + link)) {
                assertThat(count(opened)).isEqualTo(before);
                assertThat(opened.grey("#mean-code")).isEqualTo(visit.grey("#mean-code"));
                assertThat(pixels(opened, "#points")).isEqualTo(pixels(visit, "#points"));
            }
        }
    }

    @Test
    void digitsAreChosenByTheirButtonsWithTheirMeans(Site site) {
        try (Visit visit = CodeSpace.open(site, "map")) {
            CodeSpace.Codes codes = CodeSpace.codes(visit, ALL, D);
            String before = pixels(visit, "#points");
            visit.page().locator(".digit-choice button").nth(4).press("Enter");
            visit.frame();
            int[] fours =
                    IntStream.range(0, ALL).filter(i -> codes.labels()[i] == 4).toArray();
            assertThat(text(visit, "#chosen-count")).isEqualTo(fours.length + " test digits.");
            assertThat(mix(visit, 4)).isEqualTo(fours.length);
            assertThat(mix(visit, 9)).isZero();
            assertThat(pixels(visit, "#points")).as("the others are faint").isNotEqualTo(before);
            float[] mean = new float[D];
            for (int k = 0; k < D; k++) {
                int at = k;
                mean[k] = (float) IntStream.of(fours)
                        .mapToDouble(i -> codes.codes()[i * D + at])
                        .average()
                        .orElseThrow();
            }
            CodeSpace.assertShows(visit, "#mean-code", CodeSpace.decode(visit, mean));
            visit.page().locator(".digit-choice button").nth(9).click();
            visit.frame();
            assertThat(count(visit)).isEqualTo(fours.length + mix(visit, 9));
            visit.page().locator("#choose-nothing").click();
            visit.frame();
            assertThat(text(visit, "#chosen-count")).isEqualTo("Nothing is chosen.");
            assertThat(pixels(visit, "#points")).isEqualTo(before);
        }
    }
}
