package latentlab.server.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import latentlab.network.Decoder;
import latentlab.network.Fold;
import latentlab.weights.Safetensors;
import latentlab.weights.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A model file of the visitor's own on the pages about theory, which look into its layers. */
@ExtendWith(SiteExtension.class)
class OwnModelTheoryTest {
    @Test
    void pagesAboutTheoryLookIntoItsLayers(Site site) {
        Safetensors weights = OwnModel.bare(5, 3);
        try (Visit visit =
                new Visit(site, "learn/affine-maps", Visit.laptop().setReducedMotion(ReducedMotion.REDUCE))) {
            Page page = visit.page();
            OwnModel.choose(page, OwnModel.file("mine.safetensors", weights));
            layersOf(page, Decoder.of(weights).multiplications());
            visit.frame();
            OwnModel.assertReconstructs(visit, weights, "#digit canvas.seen", "#layered");
            Greys.assertClose(visit.grey("#folded"), visit.grey("#layered"), 1);
            page.locator(".studies-nav a[href*='chain-rule']").click();
            page.waitForURL(Pattern.compile(".*/learn/chain-rule/?#model=file-.*"));
            agreed(page, 5);

            Safetensors other = OwnModel.bare(6, 3);
            Map<String, Tensor> tensors =
                    new LinkedHashMap<>(other.select("encoder.").tensors());
            tensors.putAll(Fold.fold(other).tensors());
            OwnModel.choose(page, OwnModel.file("folded.safetensors", new Safetensors(Map.of(), tensors)));
            agreed(page, 6);
            page.navigate(site.url("learn/affine-maps#" + page.url().replaceAll(".*#", "")));
            PlaywrightAssertions.assertThat(page.locator("#notice")).containsText("folded already");
            page.locator("#model").selectOption("mnist-c32-d15-s0");
            page.waitForFunction("() => performance.getEntriesByName('folded').length > 0");
            PlaywrightAssertions.assertThat(page.locator("#notice")).isHidden();
        }
    }

    private static void layersOf(Page page, long multiplications) {
        page.waitForFunction(
                "n => Number(document.getElementById('multiplications-layered').textContent.replace(/\\D/g, '')) === n",
                (double) multiplications);
    }

    /** On every parameter of a last layer: 16 of each channel, and a bias. */
    private static void agreed(Page page, int channels) {
        int parameters = 16 * channels + 1;
        page.waitForFunction(
                "count => document.getElementById('count').textContent === count"
                        + " && document.getElementById('agreement').textContent.startsWith('They agree')",
                parameters + " of " + parameters);
    }
}
