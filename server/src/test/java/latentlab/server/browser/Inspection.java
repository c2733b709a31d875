package latentlab.server.browser;

import com.microsoft.playwright.options.LoadState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;

/** What must hold for every page in every language, once it has done what it does by itself. */
final class Inspection {
    private static final String AXE = axe();

    /** Violations, and how many rules found nothing to complain of; of WCAG 2.2 the size of targets, too. */
    private static final String RUN = "async what => { const found = await axe.run(what ?? document,"
            + " {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}});"
            + " return {passed: found.passes.length, violations: found.violations"
            + ".map(v => v.impact + ' ' + v.id + ': ' + v.nodes.map(n => n.html).join(' | '))}; }";

    private final Visit visit;
    private final SoftAssertions all;
    private final String page;

    /** @param all is told what does not hold */
    Inspection(Visit visit, SoftAssertions all) {
        this.visit = visit;
        this.all = all;
        visit.comeToRest();
        visit.page().waitForLoadState(LoadState.LOAD);
        page = visit.page().url() + " at " + visit.page().viewportSize().width;
    }

    /** No layout shift, and nobody has to scroll sideways. */
    void nothingJumpsOrIsBesideTheWindow() {
        all.assertThat(visit.layoutShifts()).as(page).isEqualTo(List.of());
        nothingIsBesideTheWindow();
    }

    void nothingIsBesideTheWindow() {
        all.assertThat(visit.page().evaluate("document.documentElement.scrollWidth - innerWidth"))
                .as(page)
                .isEqualTo(0);
    }

    /** By axe-core's rules and one of our own. */
    void isAccessible() {
        all.assertThat(visit.page()
                        .evaluate("[...document.querySelectorAll('output:not([aria-live=off])')]"
                                + ".map(output => output.outerHTML)"))
                .as(page + ": a slider says its value itself; an output would say it once more, sixty times a second")
                .isEqualTo(List.of());
        scan(null, visit.page().url().replaceAll("^https?://[^/]*/|#.*", ""));
    }

    /**
     * The axe-core of one part, such as a dialog.
     *
     * @param selector of the part; null for all
     * @param name     in the table of the results
     */
    void scan(String selector, String name) {
        visit.page().evaluate(AXE);
        Map<?, ?> found = (Map<?, ?>) visit.page().evaluate(RUN, selector);
        List<?> violations = (List<?>) found.get("violations");
        visit.site()
                .axeResults()
                .add(name, visit.isDark(), ((Number) found.get("passed")).intValue(), violations.size());
        all.assertThat(violations).as(page + " " + name).isEqualTo(List.of());
    }

    private static String axe() {
        try (InputStream in = Inspection.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
