package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ReducedMotion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page's address opens what is seen. */
@ExtendWith(SiteExtension.class)
class LinkTest {
    @Test
    void aDrawingsLinkOpensTheSamePictures(Site site) {
        try (Visit visit = Visit.emptySurface(site)) {
            visit.draw(0.3, 0.2, 0.7, 0.25, 0.4, 0.8);
            visit.draw(0.2, 0.5, 0.6, 0.5);
            visit.page().locator("#with-step-4").uncheck();
            visit.frame();
            int[] seen = visit.grey("#seen");
            int[] reconstruction = visit.grey("#reconstruction");
            visit.page().waitForFunction("() => location.hash.includes('ink.') && location.hash.includes('without')");
            String hash = (String) visit.page().evaluate("location.hash");
            try (Visit opened = Visit.ready(site, hash, Visit.laptop())) {
                opened.frame();
                assertThat(opened.grey("#seen")).isEqualTo(seen);
                assertThat(opened.grey("#reconstruction")).isEqualTo(reconstruction);
                assertThat(opened.page().locator("#with-step-4").isChecked()).isFalse();
            }
        }
    }

    @Test
    void alphaPathAndTestDigitsAreCarried(Site site) {
        String hash = "#a=test.3&b=test.18&alpha=37&path=spherical";
        try (Visit visit = Visit.ready(site, "interpolate" + hash, Visit.laptop())) {
            assertThat(visit.page().locator("#alpha-value").textContent()).isEqualTo("0.37");
            assertThat(visit.page().locator("#spherical").isChecked()).isTrue();
            visit.page().locator("#alpha").press("ArrowRight");
            visit.page().waitForFunction("() => location.hash.includes('alpha=38')");
            assertThat(visit.page().evaluate("location.hash")).isEqualTo(hash.replace("37", "38"));
        }
    }

    @Test
    void thePageItselfLeavesTheAddressAlone(Site site) {
        try (Visit visit = Visit.ready(site, "", Visit.laptop().setReducedMotion(ReducedMotion.REDUCE))) {
            visit.page().waitForTimeout(400);
            assertThat(visit.page().evaluate("location.hash")).isEqualTo("");
        }
    }
}
