package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The study's page on what more channels buy. */
@ExtendWith(SiteExtension.class)
class ChannelCapacityTest {
    static final String PAGE = "studies/channel-capacity?preset=quick";

    @Test
    void capacityIsTheApis(Site site) {
        try (Visit visit = Dashboard.open(site, PAGE)) {
            Page page = visit.page();
            assertThat(Chart.curves(page, "#epochs")).containsExactly("c = 8", "c = 4");
            page.locator("#loss").selectOption("runningTrainLoss");
            assertThat(Chart.points(page, "#epochs", 1))
                    .isEqualTo(
                            Dashboard.results(
                                    page,
                                    "channel-capacity",
                                    "r.runs.find(run => run.channels === 4).history.runningTrainLoss.map((v, i) => [i + 1, v])"));
            assertThat(Chart.points(page, "#parameters", 0))
                    .containsExactly(List.of(4.0, 13336.0), List.of(8.0, 28704.0));
            assertThat(Chart.points(page, "#price", 0))
                    .containsExactlyInAnyOrderElementsOf(Dashboard.results(
                            page, "channel-capacity", "r.figures.points.map(p => [p.parameters, p.testLoss])"));
            assertThat(Chart.scale(page, "#price", "x")).isEqualTo("logarithmic");
        }
    }
}
