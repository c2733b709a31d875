package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is chosen on the study's pages and on those about runs is part of their address. */
@ExtendWith(SiteExtension.class)
class DashboardLinksTest {
    /** How all controls and charts stand, and every picture that is not a chart. */
    private static final String STANDING = "() => { const all = selector => [...document.querySelectorAll(selector)];"
            + " return ["
            + " ...all('main :is(select, input:not([type=password]))').map(e => [e.id, e.value, e.checked].join()),"
            + " ...all('main [aria-pressed]').map(e => e.textContent + e.ariaPressed),"
            + " ...all('main [aria-selected=true], main [aria-sort]').map(e => e.textContent + e.ariaLabel + e.ariaSort),"
            + " ...all('#shown, #found, .reads, .reading, #live output').map(e => e.textContent),"
            + " ...all('.plot canvas').map(c => Chart.getChart(c)).map(c =>"
            + " c.options.scales.y.type + JSON.stringify(c.data.datasets.map((d, i) => [d.label, d.data, c.isDatasetVisible(i)]))),"
            + " ...all('main canvas.pixels, main .scatter canvas').map(c => c.toDataURL())]; }";

    private static final String CHARTS =
            "[...document.querySelectorAll('.chart')].every(c => c.querySelector('.curve-names button'))";
    private static final String NETWORKS = CHARTS
            + " && performance.getEntriesByName('study-networks').length > 0"
            + " && [...document.querySelectorAll('[data-do=clear]')].every(b => b.ariaDisabled === 'false')";

    /**
     * A page, and what a visitor does there.
     *
     * @param ready  true when everything has arrived
     * @param choose what is done then
     * @param link   parts of the address after that
     */
    record Case(String path, String ready, Consumer<Page> choose, String... link) {
        @Override
        public String toString() {
            return path;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(
                        "studies/latent-dimension?preset=quick#digit=test.7",
                        NETWORKS
                                + " && Chart.getChart(document.querySelector('#by-dimension canvas')).data.datasets[3]?.data.length === 3",
                        page -> {
                            page.locator("#images").selectOption("fewImages");
                            page.locator("#loss").selectOption("trainLoss");
                            page.locator("#epochs .logarithmic").uncheck();
                            page.locator("#epochs .curve-names button").nth(1).click();
                            page.locator("#by-dimension .curve-names button")
                                    .nth(3)
                                    .click();
                        },
                        "digit=test.7",
                        "images=fewImages",
                        "loss=trainLoss",
                        "epochs=linear.1",
                        "by-dimension=3"),
                new Case(
                        "studies/channel-capacity?preset=quick",
                        CHARTS,
                        page -> {
                            page.locator("#loss").selectOption("runningTrainLoss");
                            page.locator("#price .logarithmic").uncheck();
                            page.locator("#epochs .curve-names button").first().click();
                        },
                        "loss=runningTrainLoss",
                        "price=linear",
                        "epochs=0"),
                new Case(
                        "studies/interpolation?preset=quick",
                        CHARTS + " && performance.getEntriesByName('study-networks').length > 0",
                        page -> {
                            page.locator("#reads-dim").selectOption("8");
                            page.locator("#alpha").fill("0.2");
                            page.locator("#a [data-do=clear]").click(); // B stays what it was
                            page.waitForFunction(
                                    "() => [...document.querySelectorAll('.reads')].every(r => /\\d/.test(r.textContent))");
                        },
                        "a=none",
                        "alpha=20",
                        "reads-dim=8"),
                new Case(
                        "studies/correlation?preset=quick",
                        CHARTS,
                        page -> {
                            page.locator("[data-dim='8'] tbody tr")
                                    .nth(1)
                                    .locator("td")
                                    .nth(6)
                                    .click();
                            page.locator("#seed").selectOption("1");
                            page.locator("#from").selectOption("4");
                            page.locator("#whiten").check();
                            page.locator(".digits button").nth(0).click();
                            page.locator(".digits button").nth(3).click();
                            page.locator("#overall .curve-names button").nth(1).click();
                        },
                        "pair=8.2.7",
                        "seed=1",
                        "from=4",
                        "codes=whitened",
                        "hidden=0.3",
                        "overall=1"),
                new Case(
                        "studies/transfer?preset=quick",
                        CHARTS,
                        page -> {
                            page.locator("#alone").selectOption("full");
                            page.locator("#more").click();
                            page.locator("#accuracy .curve-names button").nth(2).click();
                            page.locator("#cross-entropy .logarithmic").check();
                        },
                        "alone=full",
                        "all=shown",
                        "accuracy=2",
                        "cross-entropy=log"),
                new Case(
                        "runs#find=mnist%20d=15",
                        "document.querySelector('#filter').hidden === false",
                        page -> {
                            page.locator("#runs input >> visible=true").first().check();
                            page.locator("#loss").selectOption("trainLoss");
                            page.locator("#chart .logarithmic").check();
                            page.locator("[data-sort] button").nth(2).click();
                            page.locator("[data-sort] button").nth(2).click();
                        },
                        "compare=mnist-",
                        "find=mnist%20d%3D15",
                        "loss=trainLoss",
                        "chart=log",
                        "sort=-3"),
                new Case(
                        "runs/mnist-c32-d15-s0",
                        CHARTS,
                        page -> {
                            page.locator("#chart .logarithmic").check();
                            page.locator("#chart .curve-names button").nth(1).click();
                        },
                        "chart=log.1"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsChosenIsInTheLink(Case one, Site site) {
        try (Visit visit = new Visit(site, one.path(), Visit.laptop().setReducedMotion(ReducedMotion.REDUCE))) {
            bringAllIntoView(visit.page(), one.ready());
            one.choose().accept(visit.page());
            visit.frame();
            visit.page().evaluate("dispatchEvent(new Event('linkwanted'))");
            String link = visit.address();
            assertThat(link.substring(link.indexOf('#'))).contains(one.link());

            Page opened = visit.context().newPage();
            opened.navigate(link);
            bringAllIntoView(opened, one.ready());
            // both may still be drawing
            List<?> standing = List.of();
            for (int i = 0; i < 20; i++) {
                standing = (List<?>) visit.page().evaluate(STANDING);
                try {
                    opened.waitForFunction(
                            "standing => (" + STANDING + ")().join() === standing.join()",
                            standing,
                            new Page.WaitForFunctionOptions().setTimeout(5000));
                    break;
                } catch (PlaywrightException notYet) {
                    // once more
                }
            }
            assertThat(opened.evaluate(STANDING)).isEqualTo(standing);
        }
    }

    private static void scrollThrough(Page page) {
        page.evaluate("async () => { for (const part of document.querySelectorAll('main section, #live')) {"
                + " part.scrollIntoView();"
                + " await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))); } }");
    }

    private static void bringAllIntoView(Page page, String ready) {
        scrollThrough(page); // so that what is asked for when it comes into view is asked for
        page.waitForFunction("() => " + ready);
        scrollThrough(page);
    }
}
