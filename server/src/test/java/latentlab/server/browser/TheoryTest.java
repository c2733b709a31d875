package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every page about theory has besides its figure: the formula, and links to where the product uses it. */
@ExtendWith(SiteExtension.class)
class TheoryTest {
    /** Pages with what their formulas say, element by element where it is more than a row of signs. */
    private static final Map<String, List<String>> FORMULAS = Map.of(
            "affine-maps", List.of("B(Ap+b)+c", "=(BA)p+(Bb+c)"),
            "stopping", List.of("[x|k+1]=[x|k]−η∇f([x|k])"),
            "stationary-points", List.of("q(Δ)=f+[g^⊤]Δ+[1/2][Δ^⊤]HΔ", "H[v|i]=[λ|i][v|i]"),
            "angles", List.of("[min_φ][∑_k][w|k]L(φ−[φ|k])", "[min(|Δ|,360−|Δ|)^2]", "1−cos\u2061(2πΔ/360)", "[Δ^2]"),
            "chain-rule",
                    List.of(
                            "[∂/∂x]f(x+y,2x,z)=[f|u]+2·[f|v]",
                            "[d/dx][f|1]([f|2]([f|3](x)))=[f|1^′]·[f|2^′]·[f|3^′]",
                            "[d/dx][f|1](x,[f|2](x,…[f|n](x)))=[∑_j]([∏_k<j][∂|2][f|k])·[∂|1][f|j]",
                            "[d/dx]f(x+g(x+h(x)))=[f^′]·(1+[g^′]·(1+[h^′]))"),
            "autoencoder", List.of("z=E(x)", "loss=[1/784][‖x−D(z)‖^2]"));

    /** A formula as a line: fractions with a slash, what stands above with ^, below with |, and under a sign with _. */
    private static final String AS_LINES = "() => { const line = e => { const parts = [...e.children].map(line);"
            + " switch (e.localName) {"
            + " case 'mfrac': return `[${parts.join('/')}]`;"
            + " case 'msup': return `[${parts.join('^')}]`;"
            + " case 'msub': return `[${parts.join('|')}]`;"
            + " case 'msubsup': return `[${parts[0]}|${parts[1]}^${parts[2]}]`;"
            + " case 'munder': return `[${parts.join('_')}]`;"
            + " case 'math': case 'mrow': return parts.join('');"
            + " case 'mi': case 'mn': case 'mo': return e.textContent;"
            + " default: return `<${e.localName}>`; } };"
            + " return [...document.querySelectorAll('main math')].filter(e => e instanceof MathMLElement)"
            + ".map(line); }";

    @Test
    void everyPageHasItsFormulaAndLinksToWhereItIsUsed(Site site) {
        try (Visit visit = new Visit(site, "learn", Visit.laptop().setJavaScriptEnabled(false))) {
            Page page = visit.page();
            assertThat(page.locator(".topics article").count()).isEqualTo(FORMULAS.size());
            FORMULAS.forEach((topic, formulas) -> {
                visit.open(site, "learn/" + topic);
                List<?> shown = (List<?>) page.evaluate(AS_LINES);
                for (String formula : formulas) {
                    assertThat(shown.stream().map(Object::toString)).as(topic).contains(formula);
                }
                double height = ((Number)
                                page.evaluate("document.querySelector('main math').getBoundingClientRect().height"))
                        .doubleValue();
                assertThat(height).as(topic + "'s formula is seen").isGreaterThan(8);
                List<?> links = (List<?>) page.evaluate("[...document.querySelectorAll('.used a')].map(a => a.href)");
                assertThat(links).as(topic + " is used").isNotEmpty();
                for (Object link : links) {
                    APIResponse answer = page.request().get((String) link);
                    assertThat(answer.status()).as(topic + " → " + link).isEqualTo(200);
                    String part = ((String) link).replaceAll("^[^#]*#?", "");
                    if (!part.isEmpty() && !part.contains("=")) {
                        assertThat(answer.text()).as(topic + " → " + link).contains("id=\"" + part + "\"");
                    }
                }
            });
        }
    }
}
