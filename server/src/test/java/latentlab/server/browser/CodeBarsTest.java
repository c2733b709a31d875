package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ReducedMotion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The code as bars: dragged, by keyboard, let go. */
@ExtendWith(SiteExtension.class)
class CodeBarsTest {
    @Test
    void draggingABarBendsTheReconstructionAndADoubleClickLetsItGo(Site site) {
        try (Visit visit = Visit.emptySurface(site)) {
            visit.draw(0.3, 0.2, 0.7, 0.2, 0.4, 0.8);
            int[] own = visit.grey("#reconstruction");
            int[] seen = visit.grey("#seen");
            String error = visit.page().locator("#error .error").textContent();
            BoundingBox track = bar(visit, 2).locator(".track").boundingBox();
            double middle = track.y + track.height / 2;
            visit.page().mouse().move(track.x + track.width / 2, middle);
            visit.page().mouse().down();
            visit.page().mouse().move(track.x + 0.95 * track.width, middle);
            visit.frame();
            int[] dragged = visit.grey("#reconstruction");
            assertThat(dragged).isNotEqualTo(own);
            double value = Double.parseDouble(bar(visit, 2).getAttribute("aria-valuenow"));
            double min = Double.parseDouble(bar(visit, 2).getAttribute("aria-valuemin"));
            double max = Double.parseDouble(bar(visit, 2).getAttribute("aria-valuemax"));
            assertThat((value - min) / (max - min)).isBetween(0.93, 0.97);
            visit.page().mouse().up();
            assertThat(visit.grey("#seen")).isEqualTo(seen);
            assertThat(visit.page().locator("#error .error").textContent()).isNotEqualTo(error);

            visit.page().mouse().dblclick(track.x + 10, middle);
            visit.frame();
            assertThat(visit.grey("#reconstruction")).isEqualTo(own);
        }
    }

    @Test
    void theKeyboardMovesABarAndLetsItGo(Site site) {
        try (Visit visit = Visit.emptySurface(site)) {
            visit.draw(0.3, 0.2, 0.7, 0.2, 0.4, 0.8);
            int[] own = visit.grey("#reconstruction");
            Locator bar = bar(visit, 0);
            double before = Double.parseDouble(bar.getAttribute("aria-valuenow"));
            bar.focus();
            visit.page().keyboard().press("ArrowRight");
            visit.frame();
            double step = Double.parseDouble(bar.getAttribute("aria-valuenow")) - before;
            double range = Double.parseDouble(bar.getAttribute("aria-valuemax"))
                    - Double.parseDouble(bar.getAttribute("aria-valuemin"));
            assertThat(step).isBetween(0.009 * range, 0.011 * range);
            visit.page().keyboard().press("End");
            visit.frame();
            assertThat(bar.getAttribute("aria-valuenow")).isEqualTo(bar.getAttribute("aria-valuemax"));
            assertThat(visit.grey("#reconstruction")).isNotEqualTo(own);
            visit.page().keyboard().press("Home");
            visit.frame();
            assertThat(bar.getAttribute("aria-valuenow")).isEqualTo(bar.getAttribute("aria-valuemin"));
            visit.page().keyboard().press("Delete");
            visit.frame();
            assertThat(visit.grey("#reconstruction")).isEqualTo(own);
        }
    }

    @Test
    void lettingAllGoAndANewStrokeReturnToTheDrawingsCode(Site site) {
        try (Visit visit = Visit.emptySurface(site)) {
            visit.draw(0.3, 0.2, 0.7, 0.2, 0.4, 0.8);
            int[] own = visit.grey("#reconstruction");
            bar(visit, 1).press("End");
            bar(visit, 3).press("Home");
            visit.frame();
            assertThat(visit.grey("#reconstruction")).isNotEqualTo(own);
            visit.page().locator("#release").click();
            visit.frame();
            assertThat(visit.grey("#reconstruction")).isEqualTo(own);
            bar(visit, 1).press("End");
            visit.draw(0.1, 0.9, 0.2, 0.9);
            assertThat(visit.page().locator(".bar[data-held=true]").count()).isZero();
        }
    }

    @Test
    void aFingerDragsABarSidewaysAndScrollsDownwards(Site site) {
        try (Visit visit = Visit.ready(site, "", Visit.phone().setReducedMotion(ReducedMotion.REDUCE))) {
            Locator bar = bar(visit, 4);
            bar.scrollIntoViewIfNeeded();
            visit.frame();
            int[] own = visit.grey("#reconstruction");
            BoundingBox track = bar.locator(".track").boundingBox();
            double middle = track.y + track.height / 2;
            visit.touch("touchStart", track.x + 20, middle);
            visit.touch("touchMove", track.x + 40, middle);
            visit.touch("touchMove", track.x + track.width - 2, middle);
            visit.touch("touchEnd");
            visit.frame();
            assertThat(visit.grey("#reconstruction")).isNotEqualTo(own);
            assertThat(bar.getAttribute("data-held")).isEqualTo("true");
        }
    }

    private static Locator bar(Visit visit, int index) {
        return visit.page().locator(".bar").nth(index);
    }
}
