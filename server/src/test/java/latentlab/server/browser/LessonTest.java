package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links that hide parts of a page and ask what to expect. */
@ExtendWith(SiteExtension.class)
class LessonTest {
    private static Visit open(Site site, String path) {
        return new Visit(site, path, Visit.laptop().setReducedMotion(ReducedMotion.REDUCE));
    }

    @Test
    void aTeacherMakesALessonByKeysAndALearnerGoesThroughIt(Site site) {
        try (Visit visit = Visit.ready(site, "", Visit.laptop().setReducedMotion(ReducedMotion.REDUCE))) {
            Page page = visit.page();
            visit.draw(0.3, 0.2, 0.7, 0.25, 0.4, 0.8);
            page.locator("#make-lesson").press("Enter");
            page.locator(".builder[open]").waitFor();
            page.locator(".builder input[value=difference]").press("Space");
            page.locator(".builder select").selectOption("reconstruction");
            page.locator(".builder textarea").fill("Which <b>digit</b> comes back?&lesson.hide=pad");
            String link = page.locator(".lesson-link").inputValue();
            page.keyboard().press("Escape");
            assertThat(page.locator(".builder").isVisible()).isFalse();
            assertThat(page.evaluate("document.activeElement.id")).isEqualTo("make-lesson");

            Page lesson = visit.context().newPage();
            lesson.navigate(link);
            lesson.waitForFunction("() => performance.getEntriesByName('first-reconstruction').length > 0");
            assertThat(lesson.locator(".lesson .task").textContent())
                    .isEqualTo("Which <b>digit</b> comes back?&lesson.hide=pad");
            assertThat(lesson.locator("#difference").isVisible()).isFalse();
            assertThat(lesson.locator("#reconstruction").isVisible()).isFalse();
            assertThat(lesson.locator("#pad canvas").isVisible()).isTrue();
            assertThat(lesson.locator("#seen").isVisible()).isTrue();

            lesson.locator(".lesson textarea").fill("A <i>seven</i>");
            lesson.locator(".lesson form button").press("Enter");
            assertThat(lesson.locator("#reconstruction").isVisible()).isTrue();
            assertThat(lesson.evaluate("document.activeElement.dataset.part")).isEqualTo("reconstruction");
            assertThat(lesson.locator(".lesson").textContent()).contains("You expected: A <i>seven</i>");
            assertThat(lesson.locator(".lesson :is(b, i)").count()).isZero();

            lesson.locator(".lesson a").click();
            lesson.waitForFunction("() => !location.hash.includes('lesson') && !document.querySelector('.lesson')");
            lesson.locator("#difference").waitFor();
            assertThat((String) lesson.evaluate("location.hash")).contains("digit=ink.");
        }
    }

    @AlsoAsFiles
    void theLessonStaysWhileTheLearnerDraws(Site site) {
        try (Visit visit = Visit.ready(
                site,
                "#lesson.hide=code,steps&lesson.text=Draw%20a%204",
                Visit.laptop().setReducedMotion(ReducedMotion.REDUCE))) {
            visit.draw(0.3, 0.2, 0.7, 0.25, 0.4, 0.8);
            visit.page().waitForFunction("() => location.hash.includes('digit=ink.')");
            assertThat(visit.address()).contains("lesson.hide=code,steps", "lesson.text=Draw%20a%204");
            assertThat(visit.page().locator("#code").isVisible()).isFalse();
            assertThat(visit.page().locator("#steps").isVisible()).isFalse();
            int[] seen = visit.grey("#seen");
            visit.page().locator(".lesson a").click();
            visit.page()
                    .waitForFunction("() => !document.querySelector('.lesson')"
                            + " && performance.getEntriesByName('first-reconstruction').length > 0");
            visit.frame();
            assertThat(visit.page().locator("#code").isVisible()).isTrue();
            assertThat(visit.grey("#seen"))
                    .as("the learner's drawing is still there")
                    .isEqualTo(seen);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "interpolate#lesson.hide=a,fades&lesson.ask=frame",
                "studies/transfer?preset=quick#lesson.hide=answer,claims&lesson.ask=confusion-heading",
                "studies/correlation?preset=quick#lesson.hide=answer&lesson.ask=maps-heading"
            })
    void otherPagesHaveLessonsToo(String path, Site site) {
        try (Visit visit = open(site, path)) {
            Page page = visit.page();
            page.locator(".lesson").waitFor();
            for (String part : path.replaceAll(".*hide=([^&]*).*", "$1").split(",")) {
                Locator hidden = page.locator("[data-part=" + part + "], [aria-labelledby=" + part + "]");
                assertThat(hidden.first().isVisible()).as(part).isFalse();
            }
            SoftAssertions all = new SoftAssertions();
            Inspection inspection = new Inspection(visit, all);
            inspection.nothingJumpsOrIsBesideTheWindow(); // the lesson is there from the first frame on
            inspection.isAccessible();
            all.assertAll();
            String asked = "[data-part=frame] canvas, .heat-map table";
            assertThat(page.locator(asked).first().isVisible()).isFalse();
            page.locator(".lesson form button").click();
            assertThat(page.locator(asked).first().isVisible()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#lesson.hide=%5D%7Bdisplay:none%7D%5Bx&lesson.ask=body&lesson.text=%3Cscript%3E1%3C/script%3E",
                "#lesson.hide=,,,&lesson.ask=no-such-part",
                "#lesson.text=%E0%A4%A"
            })
    void nonsenseHarmsNothing(String path, Site site) {
        try (Visit visit = Visit.ready(site, path, Visit.laptop())) {
            visit.page().locator(".lesson").waitFor();
            assertThat(visit.page().locator(".lesson script").count()).isZero();
            assertThat(visit.page().locator("#reconstruction").isVisible()).isTrue();
            assertThat(visit.page().locator(".lesson form").count()).isZero();
        }
    }

    @Test
    void aLongTextIsCut(Site site) {
        try (Visit visit = open(site, "#lesson.text=" + "x".repeat(5000))) {
            assertThat(visit.page().locator(".lesson .task").textContent()).hasSize(280);
        }
    }
}
