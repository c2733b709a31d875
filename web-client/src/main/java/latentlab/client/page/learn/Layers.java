package latentlab.client.page.learn;

import java.util.function.Consumer;
import latentlab.client.kernel.OpenedFiles;
import latentlab.client.kernel.ServedWeights;
import latentlab.client.view.Notice;
import latentlab.client.view.Text;
import latentlab.weights.Safetensors;
import org.teavm.jso.browser.Window;

/** Single layers of a model, which the pages' own networks don't show: the site's or a visitor's. */
final class Layers {
    private final String url;
    private final Notice notice;

    /**
     * @param url    of the model
     * @param notice tells the visitor when they can't be had
     */
    Layers(String url, Notice notice) {
        this.url = url;
        this.notice = notice;
        notice.hide(notice); // what was said of another model's
    }

    /** @param arrived called with the decoder's tensors, layer by layer */
    void decoder(Consumer<Safetensors> arrived) {
        if (OpenedFiles.areAt(url)) {
            open(
                    files -> {
                        if (files.haveLayers()) {
                            arrived.accept(files.weights());
                        } else {
                            explain(
                                    Text.of(
                                            "This file has the decoder folded already, so its layers can’t be told apart: open one that has decoder.fc and decoder.conv2."),
                                    Text.of("All right"),
                                    () -> {});
                        }
                    },
                    () -> decoder(arrived));
        } else {
            fetch("decoder.f16.safetensors", arrived);
        }
    }

    /** @param arrived called with the folded decoder's tensors */
    void folded(Consumer<Safetensors> arrived) {
        if (OpenedFiles.areAt(url)) {
            open(files -> arrived.accept(files.folded()), () -> folded(arrived));
        } else {
            fetch("folded-decoder.safetensors", arrived);
        }
    }

    private void open(Consumer<OpenedFiles> read, Runnable again) {
        OpenedFiles.read(url, read, reason -> missing(reason, again));
    }

    private void fetch(String file, Consumer<Safetensors> arrived) {
        ServedWeights.fetchFile(url + "/" + file, arrived, reason -> missing(reason, () -> fetch(file, arrived)));
    }

    private void missing(String reason, Runnable again) {
        explain(Text.of("The layers did not arrive. {0}", reason), Text.of("Try again"), again);
    }

    /** When all else about the model is said. */
    private void explain(String what, String action, Runnable act) {
        Window.setTimeout(() -> notice.show(notice, what, action, act), 0);
    }
}
