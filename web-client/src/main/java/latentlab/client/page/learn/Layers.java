package latentlab.client.page.learn;

import java.util.function.Consumer;
import latentlab.client.kernel.ServedWeights;
import latentlab.client.view.Notice;
import latentlab.client.view.Text;
import latentlab.weights.Safetensors;
import org.teavm.jso.browser.Window;

/** Single layers of a model, which the pages' own networks don't show. */
final class Layers {
    /** In the address of a model that the visitor has opened from a file. */
    private static final String FILE = "/file-";

    private Layers() {}

    /**
     * Fetches a file of a model's.
     *
     * @param url     of the model
     * @param notice  tells the visitor when it can't be had
     * @param arrived called with its tensors
     */
    static void fetch(String url, String file, Notice notice, Consumer<Safetensors> arrived) {
        if (url.contains(FILE)) {
            // when all else about the model is said
            Window.setTimeout(
                    () -> notice.show(
                            notice,
                            Text.of(
                                    "This page looks into the layers of the site’s own models only: choose one of those."),
                            Text.of("All right"),
                            () -> {}),
                    0);
            return;
        }
        ServedWeights.fetchFile(
                url + "/" + file,
                arrived,
                reason -> notice.show(
                        notice,
                        Text.of("The layers did not arrive. {0}", reason),
                        Text.of("Try again"),
                        () -> fetch(url, file, notice, arrived)));
    }
}
