package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import latentlab.server.models.RandomModels;
import latentlab.weights.Safetensors;
import latentlab.weights.SafetensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A model file that the visitor opens: kept on the device, and understood or explained. */
@ExtendWith(SiteExtension.class)
class OwnModelTest {
    @Test
    void itStaysForOtherPagesAndIsForgottenWhenAsked(Site site) {
        Safetensors weights = OwnModel.bare(4, 6);
        try (Visit visit = new Visit(site, "runs", Visit.laptop().setReducedMotion(ReducedMotion.REDUCE))) {
            Page page = visit.page();
            OwnModel.choose(page, OwnModel.file("mine.safetensors", weights));
            assertThat(visit.address()).contains("#model=file-");
            page.locator("nav a").first().click();
            visit.awaitReconstruction();
            visit.frame();
            OwnModel.assertReconstructs(visit, weights, "#seen", "#reconstruction");
            String link = visit.address();
            page.navigate(site.url("models")); // without the model in the link it is offered all the same
            page.locator("#model option:has-text('mine.safetensors')").waitFor(attached());

            page.navigate(link);
            visit.awaitReconstruction();
            Locator dialog = OwnModel.dialog(page);
            assertThat(dialog.locator("li").textContent()).contains("4 channels, 6 numbers");
            dialog.getByLabel("Forget mine.safetensors").press("Enter");
            dialog.locator("[role=status]:has-text('is forgotten')").waitFor();
            page.keyboard().press("Escape");
            page.waitForFunction("() => document.getElementById('latent-dim').textContent === '15'");
            assertThat(page.locator("#model option").allTextContents()).noneMatch(name -> name.contains("mine"));
            page.navigate("about:blank");
            page.navigate(link);
            page.locator("#notice:not([hidden])").waitFor();
            assertThat(page.locator("#notice").textContent()).contains("file that is not on this device");
            page.locator("#notice button").click();
            visit.awaitReconstruction();
        }
    }

    private static Locator.WaitForOptions attached() {
        return new Locator.WaitForOptions().setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED);
    }

    @Test
    void anEncoderAndADecoderAreOpenedTogetherAndByDropping(Site site) {
        try (Visit visit = Visit.still(site, "interpolate")) {
            Page page = visit.page();
            page.locator("#alpha").fill("0.3");
            visit.frame();
            int[] served = visit.grey("#frame");
            // the site's own files
            page.evaluate(
                    "async () => { const files = new DataTransfer();"
                            + " for (const name of ['decoder.safetensors', 'encoder.safetensors']) {"
                            + " const bytes = await (await fetch('api/v1/models/mnist-c32-d15-s0/' + name)).arrayBuffer();"
                            + " files.items.add(new File([bytes], name)); }"
                            + " document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: files, bubbles: true, cancelable: true})); }");
            Locator status = page.locator("dialog[open] [role=status]:has-text('It is chosen now')");
            status.waitFor();
            assertThat(status.textContent()).contains("32 channels, 15 numbers", "163,920 parameters", "error 0.00");
            page.keyboard().press("Enter");
            page.waitForFunction("() => document.getElementById('kernel').textContent.includes('vector')");
            visit.frame();
            int[] opened = visit.grey("#frame");
            Greys.assertClose(opened, served, 2);
        }
    }

    @Test
    void filesThatAreNoModelAreExplainedWithTheirPlace(Site site) {
        byte[] whole = SafetensorsWriter.write(OwnModel.bare(4, 6));
        String huge =
                "{\"encoder.fc.weight\":{\"dtype\":\"F32\",\"shape\":[1000000000,4],\"data_offsets\":[0,16000000000]}}";
        ByteBuffer claim = ByteBuffer.allocate(8 + huge.length()).order(ByteOrder.LITTLE_ENDIAN);
        claim.putLong(huge.length()).put(huge.getBytes(StandardCharsets.US_ASCII));
        Safetensors other = new Safetensors(
                Map.of(), RandomModels.weights("x", 4, 6).select("encoder.").tensors());
        try (Visit visit = Visit.still(site, "")) {
            Page page = visit.page();
            Locator dialog = OwnModel.dialog(page);
            Locator status = dialog.locator("[role=status]");
            int header =
                    8 + ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt();
            explains(
                    dialog,
                    "at byte " + (whole.length - 5) + ": the file ends within tensor decoder.conv1.",
                    OwnModel.file("cut.safetensors", Arrays.copyOf(whole, whole.length - 5)));
            explains(
                    dialog,
                    "cut.safetensors is not a usable weights file: at byte 0: the header's length is " + (header - 8),
                    OwnModel.file("cut.safetensors", Arrays.copyOf(whole, 40)));
            explains(dialog, "at byte 8: ", OwnModel.file("claim.safetensors", claim.array()));
            explains(
                    dialog,
                    "the header's JSON is broken",
                    OwnModel.file("text.safetensors", "\4\0\0\0\0\0\0\0{\"a\"...".getBytes(StandardCharsets.US_ASCII)));
            explains(dialog, "tensor decoder.", OwnModel.file("encoder.safetensors", other));
            explains(
                    dialog,
                    "do not belong together",
                    OwnModel.file("a.safetensors", other),
                    OwnModel.file(
                            "b.safetensors",
                            new Safetensors(
                                    Map.of(),
                                    OwnModel.bare(4, 7).select("decoder.").tensors())));
            explains(
                    dialog,
                    "These are 3 files",
                    OwnModel.file("a", other),
                    OwnModel.file("b", other),
                    OwnModel.file("c", other));
            assertThat(status.textContent()).doesNotContain("undefined");
            page.keyboard().press("Escape");
            assertThat(page.locator("#model").inputValue()).isEqualTo("mnist-c32-d15-s0");
        }
    }

    private static void explains(Locator dialog, String what, FilePayload... files) {
        dialog.locator("input[type=file]").setInputFiles(files);
        dialog.locator("[role=status]:has-text(\"" + what.replace("\"", "\\\"") + "\")")
                .waitFor();
    }
}
