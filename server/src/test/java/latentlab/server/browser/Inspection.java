package latentlab.server.browser;

import com.microsoft.playwright.options.LoadState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.SoftAssertions;

/** What must hold for every page in every language, once it has done what it does by itself. */
final class Inspection {
    private static final String AXE = axe();

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
        all.assertThat(visit.layoutShift()).as(page).isZero();
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
        visit.page().evaluate(AXE);
        all.assertThat(visit.page()
                        .evaluate("async () => (await axe.run()).violations"
                                + ".map(v => v.impact + ' ' + v.id + ': ' + v.nodes.map(n => n.html).join(' | '))"))
                .as(page)
                .isEqualTo(List.of());
    }

    private static String axe() {
        try (InputStream in =
                Inspection.class.getResourceAsStream("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
