package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;

/** What pages offer to be taken along. */
final class TakeAlong {
    private TakeAlong() {}

    /** The file that a button gives. */
    static Download press(Visit visit, String button) {
        Download download = visit.page()
                .waitForDownload(() -> visit.page()
                        .locator(".take")
                        .getByText(button, new Locator.GetByTextOptions().setExact(true))
                        .press("Enter"));
        assertThat(download.failure()).isNull();
        return download;
    }
}
