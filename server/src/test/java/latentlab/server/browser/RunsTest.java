package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import latentlab.server.jobs.QueueFullException;
import latentlab.server.jobs.RunRequest;
import latentlab.server.models.ModelDescription.EpochMetrics;
import latentlab.server.runs.Artefact;
import latentlab.server.runs.Run;
import latentlab.server.runs.RunStore;
import latentlab.theory.StoppingConditions.Reached;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The table of runs, a run's page, and what the administrator does there. */
@ExtendWith(SiteExtension.class)
@NeedsServer("a copy has no runs of its own, and nobody starts any there")
class RunsTest {
    private static final String SHIPPED = "mnist-c32-d15-s0";

    private static String queue(Site site, int channels, long seed) throws QueueFullException {
        RunRequest usual = RunRequest.USUAL;
        return site.runs()
                .jobs()
                .submit(new RunRequest(
                        "mnist",
                        3,
                        channels,
                        4,
                        usual.batchSize(),
                        usual.learningRate(),
                        usual.weightDecay(),
                        usual.schedule(),
                        seed,
                        Map.of()));
    }

    private static EpochMetrics epoch(int number) {
        return new EpochMetrics(number, 0.1 / number, 0.2 / number, 0.12 / number, 1000);
    }

    /** Pictures as a worker would have written them. */
    private static List<Artefact> pictures(RunStore store, String id, String... names) throws IOException {
        Files.createDirectories(store.directory().run(id));
        List<Artefact> pictures = new ArrayList<>();
        for (String name : names) {
            byte[] grey = new byte[7840];
            Arrays.fill(grey, (byte) (name.equals("originals") ? 200 : 10 * name.charAt(name.length() - 1)));
            Files.write(store.directory().run(id).resolve(name + ".gray"), grey);
            pictures.add(Artefact.of(name, "runs/" + id + "/" + name + ".gray", grey));
        }
        return pictures;
    }

    @Test
    void theTableIsThereWithoutJavaScript(Site site) {
        try (Visit visit = new Visit(site, "runs", Visit.laptop().setJavaScriptEnabled(false))) {
            Locator row = visit.page().locator("tr[data-run='" + SHIPPED + "']");
            assertThat(row.locator("td").allTextContents())
                    .contains("mnist", "0.003", "163,920", "15", "20 of 20", "finished")
                    .anyMatch(text -> text.matches("0\\.008\\d\\d"));
            assertThat(visit.page().locator("#new-run").isVisible()).isFalse();
            row.locator("a").click();
            PlaywrightAssertions.assertThat(visit.page().locator("h1")).hasText(SHIPPED);
            assertThat(visit.page().locator("#numbers tbody tr").count()).isEqualTo(20);
        }
    }

    @Test
    void isSortedFilteredAndComparedAndTheLinkCarriesIt(Site site) throws Exception {
        String other = queue(site, 2, 71);
        site.runs().store().epochs(other, List.of(epoch(1), epoch(2)), 2, List.of());
        try (Visit visit = new Visit(site, "runs", Visit.laptop())) {
            Page page = visit.page();
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Parameters"))
                    .click();
            List<String> ids = page.locator("#runs tbody tr td:nth-child(2)").allTextContents();
            assertThat(ids.indexOf(other)).isLessThan(ids.indexOf(SHIPPED));
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Parameters"))
                    .click();
            ids = page.locator("#runs tbody tr td:nth-child(2)").allTextContents();
            assertThat(ids.indexOf(other)).isGreaterThan(ids.indexOf(SHIPPED));
            page.locator("#filter [name=text]").fill("d=15");
            assertThat(page.locator("tr[data-run='" + other + "']").isVisible()).isFalse();
            assertThat(page.locator("tr[data-run='" + SHIPPED + "']").isVisible())
                    .isTrue();
            page.locator("#filter [name=text]").fill("nothing is like that");
            page.locator("#all").click();
            page.locator("input[value='" + SHIPPED + "']").check();
            page.locator("input[value='" + other + "']").check();
            page.locator("#chart button.series-1").waitFor();
            assertThat(visit.address()).contains("compare=" + SHIPPED + "," + other);
            page.reload();
            page.locator("#chart button.series-1").waitFor();
            PlaywrightAssertions.assertThat(page.locator("#chart .curve-names button"))
                    .hasCount(2);
            // the numbers are the API's
            page.locator("#comparison summary").click();
            List<String> first =
                    page.locator("#numbers tbody tr").first().locator("td").allTextContents();
            Object expected = page.evaluate(
                    "async id => (await (await fetch('api/v1/runs/' + id)).json()).metrics[0].testLoss", SHIPPED);
            assertThat(first).containsExactly("1", String.valueOf(expected), "0.12");
            var csv = page.waitForDownload(() -> page.locator("#csv").click());
            assertThat(Files.readAllLines(csv.path()))
                    .hasSize(23)
                    .contains("run,epoch,trainLoss,testLoss", other + ",2,0.05,0.06");
            assertThat(Chart.points(page, "#chart", 1)).containsExactly(List.of(1.0, 0.12), List.of(2.0, 0.06));
            page.locator("#chart .logarithmic").check();
            page.locator("#clear").click();
            assertThat(page.locator("#comparison").isVisible()).isFalse();
            assertThat(visit.address()).doesNotContain("compare");
        }
        site.runs().jobs().cancel(other);
    }

    /** As of a proxy whose server starts again: after such an answer a browser gives up. */
    @Test
    void aRunIsFollowedAgainAfterARefusal(Site site) throws Exception {
        String id = queue(site, 2, 76);
        AtomicInteger refused = new AtomicInteger();
        try (Visit visit = new Visit(
                site,
                "runs/" + id,
                Visit.laptop(),
                page -> page.route("**/events", route -> {
                    if (refused.getAndIncrement() == 0) {
                        route.fulfill(new Route.FulfillOptions().setStatus(502));
                    } else {
                        route.resume();
                    }
                }))) {
            visit.expectComplaints();
            Locator connection = visit.page().locator("#connection");
            PlaywrightAssertions.assertThat(connection).containsText("goes on trying");
            site.runs().store().epochs(id, List.of(epoch(1)), 1, List.of());
            PlaywrightAssertions.assertThat(visit.page().locator("#numbers tbody tr"))
                    .hasCount(1);
            PlaywrightAssertions.assertThat(connection).isEmpty();
        }
        site.runs().jobs().cancel(id);
    }

    @Test
    void aRunIsFollowedAsItGoes(Site site) throws Exception {
        String id = queue(site, 2, 72);
        RunStore store = site.runs().store();
        try (Visit visit = new Visit(site, "runs/" + id, Visit.laptop())) {
            Page page = visit.page();
            assertThat(page.locator("#state").textContent()).contains("Queued");
            store.queue().begin(id);
            page.waitForFunction("() => document.getElementById('state').textContent.includes('Running')");
            store.progress(id, new Run.Progress(1234, 5000, 90));
            page.waitForFunction("() => document.getElementById('state').textContent.includes('1,234 images')");
            store.epochs(id, List.of(epoch(1)), 1, pictures(store, id, "originals", "epoch-1"));
            page.locator("#numbers tbody tr[data-epoch='1']").waitFor(attached());
            store.epochs(id, List.of(epoch(2)), 2, pictures(store, id, "epoch-2"));
            page.locator("#numbers tbody tr[data-epoch='2']").waitFor(attached());
            page.waitForFunction("() => document.getElementById('epoch').value === '2'");
            assertThat(Chart.points(page, "#chart", 0)).containsExactly(List.of(1.0, 0.12), List.of(2.0, 0.06));
            page.waitForFunction(
                    "() => document.getElementById('reconstructions').getContext('2d').getImageData(3, 3, 1, 1).data[0]"
                            + " === " + (10 * '2' & 0xff));
            store.finish(id, new Reached("patience", 2, 2), 2, new Artefact("model", "models/x", 1, "00"));
            page.waitForFunction("() => document.getElementById('state').textContent.includes('ended by patience')");
            assertThat(page.locator("#cancel").isVisible()).isFalse();
        }
    }

    /** The table is another one with every piece of news. */
    @Test
    void newsLeaveTheFocusWhereItIs(Site site) throws Exception {
        String id = queue(site, 2, 75);
        RunStore store = site.runs().store();
        try (Visit visit = new Visit(site, "runs", Visit.laptop())) {
            Page page = visit.page();
            page.locator("html.scripted").waitFor();
            page.evaluate("() => { window.before = document.querySelector('#runs tbody'); }");
            page.locator("input[value='" + SHIPPED + "']").focus();
            store.queue().begin(id);
            page.waitForFunction("() => !before.isConnected && document.activeElement !== document.body");
            assertThat(page.evaluate("document.activeElement.value")).isEqualTo(SHIPPED);
            page.evaluate("() => { window.before = document.querySelector('#runs tbody'); }");
            page.locator("tr[data-run='" + id + "'] a").first().focus();
            store.epochs(id, List.of(epoch(1)), 1, List.of());
            page.waitForFunction("() => !before.isConnected && document.activeElement !== document.body");
            assertThat(page.evaluate("document.activeElement.textContent")).isEqualTo(id);
        }
        site.runs().jobs().cancel(id);
    }

    private static Locator.WaitForOptions attached() {
        return new Locator.WaitForOptions().setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED);
    }

    @Test
    void theAdministratorStartsAndCancels(Site site) {
        try (Visit visit = new Visit(site, "runs", Visit.laptop())) {
            visit.expectComplaints(); // the browser reports the 401
            Page page = visit.page();
            page.locator("html.scripted").waitFor();
            page.locator("#start summary").click();
            page.locator("[name=seed]").fill("73");
            page.locator("[name=latentDim]").fill("4");
            page.locator("[data-until=patience]").fill("3");
            page.locator("#token").fill("not it");
            page.locator("#new-run button").click();
            page.waitForFunction("() => document.getElementById('started').textContent.includes('administrator’s')");
            page.locator("#token").fill(Site.TOKEN);
            page.locator("#new-run button").click();
            page.locator("#started a").waitFor();
            String id = page.locator("#started a").textContent();
            assertThat(id).isEqualTo("mnist-c32-d4-s73-until-patience3");
            page.locator("tr[data-run='" + id + "']").waitFor();
            assertThat(visit.address()).doesNotContain(Site.TOKEN);
            page.locator("#started a").click();
            page.waitForURL(site.url("runs/" + id));
            page.locator("html.scripted").waitFor();
            page.waitForFunction("() => document.getElementById('token').value !== ''");
            assertThat(page.locator("#token").inputValue()).isEqualTo(Site.TOKEN);
            page.locator("#cancel button").click();
            page.waitForFunction("() => document.getElementById('state').textContent.includes('Cancelled')");
        }
    }

    @Test
    void saysThatTheServerIsGoneAndGoesOnTrying(Site site) throws Exception {
        String id = queue(site, 2, 74);
        try (Visit visit = new Visit(site, "runs", Visit.laptop())) {
            visit.expectComplaints(); // the browser reports each failed request
            visit.page().locator("html.scripted").waitFor();
            visit.context().setOffline(true);
            visit.page().waitForFunction("() => document.getElementById('connection').textContent.includes('trying')");
            visit.context().setOffline(false);
            visit.page().waitForFunction("() => document.getElementById('connection').textContent === ''");
        }
        site.runs().jobs().cancel(id);
    }
}
