package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model's codes that arrive when the visitor has chosen another long since. */
@ExtendWith(SiteExtension.class)
class LateCodesTest {
    private static final String FIRST = "mnist-c32-d15-s0";
    private static final String SECOND = "mnist-6000-c8-d15-e5-s0";

    /** Every picture on the page. */
    private static final String PICTURES =
            "[...document.querySelectorAll('main canvas')].map(canvas => canvas.toDataURL()).join()";

    @ParameterizedTest
    @CsvSource({"map, map-shown", "mix, mix-shown"})
    void showNothingOfTheModelBefore(String path, String shown, Site site) {
        try (Visit visit = new Visit(site, "empty.html", Visit.laptop())) {
            Page page = visit.page();
            AtomicReference<Route> held = new AtomicReference<>();
            page.route("**/" + FIRST + "/codes", held::set);
            page.navigate(site.url(path));
            page.waitForCondition(() -> held.get() != null);
            page.locator("#model")
                    .evaluate(
                            "(chooser, id) => { chooser.append(new Option(id)); chooser.value = id;"
                                    + " chooser.dispatchEvent(new Event('change', {bubbles: true})); }",
                            SECOND);
            page.waitForFunction("mark => performance.getEntriesByName(mark).length > 0", shown);
            page.waitForFunction(
                    "() => !document.querySelector('main [data-waiting=true], main [data-state=loading]')");
            visit.frame();
            Object pictures = page.evaluate(PICTURES);
            held.get().resume();
            page.waitForFunction(
                    "id => performance.getEntriesByType('resource')"
                            + ".some(file => file.name.endsWith(id + '/codes') && file.responseEnd > 0)",
                    FIRST);
            visit.frame();
            visit.frame();
            assertThat(page.evaluate(PICTURES)).isEqualTo(pictures);
            assertThat(page.locator("#model").inputValue()).isEqualTo(SECOND);
        }
    }
}
