package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import latentlab.latent.Interpolation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The path between two digits. */
@ExtendWith(SiteExtension.class)
class InterpolateTest {
    private static final String SEEN = "document.querySelector('#a canvas.seen').toDataURL()";
    private static final String COUNTED = "interpolate#alpha=50&reads=hidden&path=";

    private static void alpha(Visit visit, String value) {
        visit.page().locator("#alpha").fill(value);
        visit.frame();
    }

    @AlsoAsFiles
    void alphaOneIsTheReconstructionOfAAndAlphaZeroThatOfB(Site site) {
        try (Visit visit = Visit.still(site, "interpolate")) {
            alpha(visit, "1");
            Greys.assertClose(visit.grey("#frame"), Model.reconstruct(visit, "#a canvas.seen"), 3);
            assertThat(visit.grey("#fade")).isEqualTo(visit.grey("#a canvas.seen"));
            alpha(visit, "0");
            Greys.assertClose(visit.grey("#frame"), Model.reconstruct(visit, "#b canvas.seen"), 3);
            assertThat(visit.grey("#fade")).isEqualTo(visit.grey("#b canvas.seen"));
            assertThat(visit.page().locator("#alpha-value").textContent()).isEqualTo("0.00");
        }
    }

    @Test
    void theStripHasElevenFramesOfTheSamePath(Site site) {
        try (Visit visit = Visit.still(site, "interpolate")) {
            assertThat(visit.page().locator("#frames canvas").count()).isEqualTo(11);
            assertThat(visit.page().locator("#fades canvas").count()).isEqualTo(11);
            for (int i : new int[] {0, 3, 10}) {
                visit.page().locator("#frames button").nth(i).click();
                visit.frame();
                assertThat(visit.page().locator("#alpha").inputValue())
                        .isEqualTo(i == 10 ? "1" : i == 0 ? "0" : "0." + i);
                int frame = i + 1;
                assertThat(visit.grey("#frames button:nth-of-type(" + frame + ") canvas"))
                        .isEqualTo(visit.grey("#frame"));
                assertThat(visit.grey("#fades button:nth-of-type(" + frame + ") canvas"))
                        .isEqualTo(visit.grey("#fade"));
            }
            alpha(visit, "0.73");
            assertThat(visit.page().locator("#frames [data-near=true]").getAttribute("aria-label"))
                    .startsWith("α = 0.7");
        }
    }

    @Test
    void theCrossFadeIsTheMixOfThePixels(Site site) {
        try (Visit visit = Visit.still(site, "interpolate")) {
            alpha(visit, "0.25");
            int[] a = visit.grey("#a canvas.seen");
            int[] b = visit.grey("#b canvas.seen");
            int[] fade = visit.grey("#fade");
            for (int i = 0; i < 784; i++) {
                double mix = 0.25 * a[i] + 0.75 * b[i];
                assertThat((double) fade[i]).isBetween(mix - 1.5, mix + 1.5);
            }
            assertThat(visit.grey("#frame")).isNotEqualTo(fade);
        }
    }

    @Test
    void theSphericalPathHasTheSameEndsAndAnotherMiddle(Site site) {
        try (Visit visit = Visit.still(site, "interpolate")) {
            alpha(visit, "0.5");
            int[] straight = visit.grey("#frame");
            visit.page().locator("#spherical").check();
            visit.frame();
            assertThat(visit.grey("#frame")).isNotEqualTo(straight);
            alpha(visit, "1");
            Greys.assertClose(visit.grey("#frame"), Model.reconstruct(visit, "#a canvas.seen"), 3);
            alpha(visit, "0");
            Greys.assertClose(visit.grey("#frame"), Model.reconstruct(visit, "#b canvas.seen"), 3);
        }
    }

    @Test
    void itPlaysByItselfPausesAndPlaysOn(Site site) {
        try (Visit visit = Visit.ready(site, "interpolate", Visit.laptop())) {
            String value = visit.page().locator("#alpha-value").textContent();
            visit.page().waitForFunction("v => document.getElementById('alpha-value').textContent !== v", value);
            visit.page().locator("#play").click();
            visit.frame();
            String paused = visit.page().locator("#alpha-value").textContent();
            int[] frame = visit.grey("#frame");
            visit.page().waitForTimeout(150);
            assertThat(visit.page().locator("#alpha-value").textContent()).isEqualTo(paused);
            assertThat(visit.grey("#frame")).isEqualTo(frame);
            assertThat(visit.page().locator("#play").textContent()).isEqualTo("Play");
            visit.page().locator("#play").click();
            visit.page().waitForFunction("v => document.getElementById('alpha-value').textContent !== v", paused);
            visit.page().locator("#alpha").press("ArrowRight");
            visit.frame();
            assertThat(visit.page().locator("#play").textContent())
                    .as("touching the slider stops it")
                    .isEqualTo("Play");
        }
    }

    @Test
    void nothingMovesForThoseWhoAskedForLessMotion(Site site) {
        try (Visit visit = Visit.still(site, "interpolate")) {
            visit.page().waitForTimeout(150);
            assertThat(visit.page().locator("#alpha-value").textContent()).isEqualTo("0.50");
            assertThat(visit.page().locator("#play").textContent()).isEqualTo("Play");
        }
    }

    @Test
    void bothEndsCanBeDrawnAndPicked(Site site) {
        try (Visit visit = Visit.still(site, "interpolate")) {
            alpha(visit, "0");
            int[] drawn = visit.grey("#frame");
            int[] a = visit.grey("#a canvas.seen");
            visit.draw(0.5, 0.2, 0.5, 0.8); // the first surface is B's
            assertThat(visit.grey("#frame")).isNotEqualTo(drawn);
            assertThat(visit.grey("#a canvas.seen")).isEqualTo(a);
            assertThat(visit.grey("#b canvas.seen")[14 * 28 + 14]).isEqualTo(255);
            Object before = visit.page().evaluate(SEEN);
            visit.page().locator("#a .random").click();
            visit.page().waitForFunction("before => " + SEEN + " !== before", before);
            visit.frame();
            assertThat(visit.grey("#a canvas.seen")).isNotEqualTo(a);
            assertThat(Arrays.stream(visit.grey("#frames button:nth-of-type(11) canvas"))
                            .sum())
                    .isPositive();
        }
    }

    /** The pre-activations of both ends are mixed, which is far less work than to decode. */
    @ParameterizedTest
    @CsvSource({"linear, mix, 2", "spherical, blend, 4"})
    void aFrameTakesNoMatrixProduct(String path, String function, int places, Site site) {
        try (Visit visit = KernelCalls.counted(site, COUNTED + path, KernelCalls::count)) {
            assertThat(KernelCalls.since(visit.page()))
                    .containsOnlyKeys("encode", "place", function)
                    .containsEntry("place", places);
            KernelCalls.assertFramesTakeOnly(visit, function);
        }
    }

    /** Nor where there are no vectors. */
    @ParameterizedTest
    @CsvSource({"linear, path", "spherical, blend"})
    void aFrameOfPlainJavaIsMixedToo(String path, String ends, Site site) {
        try (Visit visit = KernelCalls.counted(site, COUNTED + path, KernelCalls::countOfModel)) {
            assertThat(KernelCalls.since(visit.page()))
                    .containsEntry(ends, 1)
                    .containsOnlyKeys("encode", ends, ends + ".at");
            KernelCalls.assertFramesTakeOnly(visit, ends + ".at");
        }
    }

    @Test
    void theSphericalPathIsTheDecodedSphericalMixOfTheCodes(Site site) {
        try (Visit visit = Visit.still(site, "interpolate#alpha=50&path=spherical")) {
            float[] mix = Interpolation.SPHERICAL.mix(
                    CodeSpace.encode(visit, "#a canvas.seen"), CodeSpace.encode(visit, "#b canvas.seen"), 0.5f);
            CodeSpace.assertShows(visit, "#frame", CodeSpace.decode(visit, mix));
        }
    }
}
