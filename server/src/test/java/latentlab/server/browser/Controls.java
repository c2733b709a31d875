package latentlab.server.browser;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;

/** What must hold for every control of a page: it is reached by Tab, in order, shows it, has a name, and can be hit. */
final class Controls {
    private static final String LOOKED_AT = script("controls.js");

    /** Places where Tab stops besides controls: boxes that scroll, and the browser's own. */
    private static final int MORE = 6;

    private final Page page;
    private final SoftAssertions all;

    /** @param all is told what does not hold */
    Controls(Visit visit, SoftAssertions all) {
        page = visit.page();
        this.all = all;
    }

    void areNamedAndLargeEnough() {
        page.evaluate(LOOKED_AT);
        found("controls.nameless()", "without a name");
        found("controls.tooSmall()", "smaller than 24 by 24 CSS px, with others nearby (WCAG 2.2, 2.5.8)");
    }

    /** Goes once round the page by Tab. */
    void areReachedByTab() {
        page.evaluate(LOOKED_AT);
        int stops = (Integer) page.evaluate("controls.begin()");
        for (int i = 0; i < stops + MORE; i++) {
            page.keyboard().press("Tab");
        }
        for (int i = 0; i < stops && !(Boolean) page.evaluate("controls.isRound()"); i++) {
            page.keyboard().press("Tab");
        }
        found("controls.end()", "on the way by Tab");
    }

    private void found(String expression, String what) {
        List<Object> complaints = new ArrayList<>((List<?>) page.evaluate(expression));
        all.assertThat(complaints).as(page.url() + ": " + what).isEmpty();
    }

    /** A script of the tests. */
    static String script(String name) {
        try (InputStream in = Controls.class.getResourceAsStream("/browser/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
