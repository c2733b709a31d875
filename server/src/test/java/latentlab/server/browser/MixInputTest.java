package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Codes mixed by finger and by keys alone. */
@ExtendWith(SiteExtension.class)
class MixInputTest {
    @Test
    void fingersDragTheKnobAndScrollThePageBesideIt(Site site) {
        try (Visit visit = CodeSpace.open(site, "mix", Visit.phone())) {
            Page page = visit.page();
            page.locator("#sheet").evaluate("sheet => sheet.scrollIntoView({block: 'center'})");
            BoundingBox box = page.locator("#sheet").boundingBox();
            double x = box.x + box.width / 2;
            double y = box.y + box.height / 2;
            Object before = page.evaluate("scrollY");
            visit.touch("touchStart", x, y);
            visit.touch("touchMove", x + 20, y - 20);
            visit.touch("touchMove", x + box.width / 4, y - box.height / 4);
            visit.touch("touchEnd");
            CodeSpace.assertComesTo(visit, "u", 0, 79, 2);
            assertThat(page.evaluate("scrollY")).isEqualTo(before);
            double left = box.x + 20;
            visit.touch("touchStart", left, y);
            for (int i = 1; i <= 8; i++) {
                visit.touch("touchMove", left, y - 20 * i);
            }
            visit.touch("touchEnd");
            page.waitForFunction("before => scrollY > before + 40", before);
            CodeSpace.assertComesTo(visit, "u", 0, 79, 2);

            page.locator("#route-panel [data-add='7']").tap();
            CodeSpace.hash(visit, "route=ABCDA7");
            page.locator("#route-frames button").nth(10).tap();
            CodeSpace.hash(visit, "at=50");
            Object sum = page.locator("#sum-picture").evaluate("canvas => canvas.toDataURL()");
            Locator surface = page.locator("#slot-a canvas.surface");
            surface.evaluate("canvas => canvas.scrollIntoView({block: 'center'})");
            box = surface.boundingBox();
            visit.touch("touchStart", box.x + 0.2 * box.width, box.y + 0.3 * box.height);
            visit.touch("touchMove", box.x + 0.5 * box.width, box.y + 0.5 * box.height);
            visit.touch("touchMove", box.x + 0.8 * box.width, box.y + 0.8 * box.height);
            visit.touch("touchEnd");
            CodeSpace.hash(visit, "a=ink.");
            visit.frame();
            assertThat(page.locator("#sum-picture").evaluate("canvas => canvas.toDataURL()"))
                    .as("what the finger drew is mixed")
                    .isNotEqualTo(sum);
        }
    }

    @Test
    void keysAloneMix(Site site) {
        try (Visit visit = CodeSpace.open(site, "mix")) {
            Page page = visit.page();
            Object sum = page.locator("#sum-picture").evaluate("canvas => canvas.toDataURL()");
            visit.tabTo("#slot-a canvas.surface");
            for (String key : List.of("Delete", "Space", "ArrowDown", "ArrowDown", "ArrowRight", "Space")) {
                page.keyboard().press(key);
            }
            CodeSpace.hash(visit, "a=ink.");
            visit.tabTo("#sum-panel figure:nth-of-type(3) select");
            page.keyboard().press("ArrowDown");
            CodeSpace.hash(visit, "sum=A39");
            visit.frame();
            assertThat(page.locator("#sum-picture").evaluate("canvas => canvas.toDataURL()"))
                    .isNotEqualTo(sum);
            visit.tabTo("#sheet-panel select");
            page.keyboard().press("End");
            CodeSpace.hash(visit, "corners=9BCD");
            visit.tabTo("#across");
            page.keyboard().press("ArrowRight");
            visit.tabTo("#down");
            page.keyboard().press("End");
            CodeSpace.hash(visit, "u=51&v=100");
            assertThat(page.locator("#sheet-shares").textContent()).isEqualTo("0.00·mean 9 + 0.00·B + 0.49·C + 0.51·D");
            visit.tabTo("#route-panel [data-add='4']");
            page.keyboard().press("Enter");
            visit.tabTo("#shorter");
            page.keyboard().press("Space");
            page.keyboard().press("Space");
            PlaywrightAssertions.assertThat(page.locator("#route")).hasText("A → B → C → D");
            visit.tabTo("#along");
            page.keyboard().press("End");
            visit.tabTo("#route-frames button:nth-of-type(11)");
            page.keyboard().press("Enter");
            CodeSpace.hash(visit, "at=50");
        }
    }
}
