package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.util.Map;
import latentlab.server.models.RandomModels;
import latentlab.weights.Safetensors;
import latentlab.weights.SafetensorsWriter;

/** A model file of the visitor's own, and the dialog that opens it. */
final class OwnModel {
    private OwnModel() {}

    /** As PyTorch would save it: nothing but tensors. */
    static Safetensors bare(int c, int d) {
        return new Safetensors(Map.of(), RandomModels.weights("x", c, d).tensors());
    }

    static FilePayload file(String name, Safetensors content) {
        return file(name, SafetensorsWriter.write(content));
    }

    static FilePayload file(String name, byte[] content) {
        return new FilePayload(name, "application/octet-stream", content);
    }

    /** Opens it. */
    static Locator dialog(Page page) {
        page.locator("#model").selectOption("open-a-file");
        Locator dialog = page.locator("dialog[open]");
        dialog.waitFor();
        return dialog;
    }

    /** Opens files, with which the page works then. */
    static void choose(Page page, FilePayload... files) {
        Locator dialog = dialog(page);
        dialog.locator("input[type=file]").setInputFiles(files);
        dialog.locator("[role=status]:has-text('It is chosen now')").waitFor();
        page.keyboard().press("Enter"); // closes
        assertThat(dialog.count()).isZero();
    }

    /** A canvas shows what these weights, on this machine, make of what another one shows. */
    static void assertReconstructs(Visit visit, Safetensors weights, String seen, String shown) {
        Greys.assertClose(visit.grey(shown), Greys.reconstruct(weights, visit.grey(seen)), 2);
    }
}
