package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.SelectOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The study's four expressions against differences of this test's own, and a real layer's gradient. */
@ExtendWith(SiteExtension.class)
class ChainRuleTest {
    private static final String PAGE = "chain-rule";

    private static double apply(String formula, double... a) {
        return switch (formula) {
            case "sin u" -> Math.sin(a[0]);
            case "u²" -> a[0] * a[0];
            case "eᵘ" -> Math.exp(a[0]);
            case "σ(u)" -> 1 / (1 + Math.exp(-a[0]));
            case "u·v" -> a[0] * a[1];
            case "u·sin v" -> a[0] * Math.sin(a[1]);
            case "u² + v" -> a[0] * a[0] + a[1];
            case "u·v + w" -> a[0] * a[1] + a[2];
            case "u² + v·w" -> a[0] * a[0] + a[1] * a[2];
            case "sin(u)·v·w" -> Math.sin(a[0]) * a[1] * a[2];
            default -> throw new IllegalArgumentException(formula);
        };
    }

    private static DoubleUnaryOperator expression(String name, List<String> f, double y, double z) {
        return switch (name) {
            case "arguments" -> x -> apply(f.get(0), x + y, 2 * x, z);
            case "chain" -> x -> apply(f.get(0), apply(f.get(1), apply(f.get(2), x)));
            case "paths" -> x -> apply(f.get(0), x, apply(f.get(1), x, apply(f.get(2), x)));
            default -> x -> apply(f.get(0), x + apply(f.get(1), x + apply(f.get(2), x)));
        };
    }

    private static void assertDerived(Lesson lesson, String name) {
        List<String> functions = new ArrayList<>();
        for (Locator select : lesson.find("#functions select").all()) {
            functions.add((String) select.evaluate("s => s.selectedOptions[0].textContent"));
        }
        double x = lesson.number("#x-value");
        DoubleUnaryOperator f = expression(name, functions, lesson.number("#y-value"), lesson.number("#z-value"));
        double value = f.applyAsDouble(x);
        // with four points, so that it is another difference than the page's
        double h = 1e-3;
        double derivative = (8 * (f.applyAsDouble(x + h) - f.applyAsDouble(x - h))
                        - (f.applyAsDouble(x + 2 * h) - f.applyAsDouble(x - 2 * h)))
                / (12 * h);
        double tolerance = 2e-6 * (1 + Math.abs(derivative));
        assertThat(lesson.number("#value")).as(name + functions).isCloseTo(value, within(1e-6 * (1 + Math.abs(value))));
        assertThat(lesson.number("#by-flow")).as(name + functions).isCloseTo(derivative, within(tolerance));
        assertThat(lesson.number("#by-formula")).as(name + functions).isCloseTo(derivative, within(tolerance));
        assertThat(lesson.number("#by-difference")).as(name + functions).isCloseTo(derivative, within(tolerance));
        // the graph says the same: x is its first node, the end its last
        double[] derivatives = Lesson.numbersIn(String.join(" ", lesson.texts("#graph .derivative")));
        double[] values = Lesson.numbersIn(String.join(" ", lesson.texts("#graph .value")));
        assertThat(derivatives[0]).isCloseTo(derivative, within(0.0006));
        assertThat(derivatives[derivatives.length - 1]).isEqualTo(1);
        assertThat(values[0]).isEqualTo(x);
        assertThat(values[values.length - 1]).isCloseTo(value, within(0.0006));
    }

    @ParameterizedTest
    @ValueSource(strings = {"arguments", "chain", "paths", "sums"})
    void theDerivativeIsTheSameInAllWays(String name, Site site) {
        try (Lesson lesson = Lesson.still(site, PAGE)) {
            lesson.find("#expression").selectOption(name);
            lesson.visit().frame();
            assertDerived(lesson, name);
            assertThat(lesson.find("#formulas [data-expression]:visible").getAttribute("data-expression"))
                    .isEqualTo(name);
            for (Locator select : lesson.find("#functions select").all()) {
                select.press("ArrowDown");
                lesson.visit().frame();
                assertDerived(lesson, name);
            }
            lesson.press("#input-x", "PageDown", 3);
            assertDerived(lesson, name);
            assertThat(lesson.find("#input-z").isEnabled()).isEqualTo(name.equals("arguments"));
            if (name.equals("arguments")) {
                lesson.find("#input-y").click();
                lesson.visit().frame();
                assertThat(lesson.number("#y-value")).isCloseTo(0, within(0.05));
                assertDerived(lesson, name);
            }
            String hash = lesson.linkWith("functions=");
            try (Lesson opened = Lesson.still(site, PAGE + hash)) {
                assertThat(opened.text("#by-flow")).isEqualTo(lesson.text("#by-flow"));
                assertDerived(opened, name);
            }
        }
    }

    /** e to the power of e to the power of e to the power of 0.7. */
    @Test
    void aLargeDerivativeIsShownAsItIs(Site site) {
        try (Lesson lesson = Lesson.still(site, PAGE)) {
            lesson.find("#expression").selectOption("chain");
            for (Locator select : lesson.find("#functions select").all()) {
                select.selectOption(new SelectOption().setLabel("eᵘ"));
            }
            lesson.visit().frame();
            double x = lesson.number("#x-value");
            double value = Math.exp(Math.exp(Math.exp(x)));
            double derivative = value * Math.exp(Math.exp(x)) * Math.exp(x);
            assertThat(derivative).isGreaterThan(10_000);
            for (String way : new String[] {"#by-flow", "#by-formula", "#by-difference"}) {
                assertThat(lesson.number(way)).as(way).isCloseTo(derivative, withinPercentage(0.1));
            }
            assertThat(lesson.number("#value")).isCloseTo(value, withinPercentage(0.1));
        }
    }

    @Test
    void itFlowsForwardAndThenBackward(Site site) {
        try (Lesson lesson = Lesson.moving(site, PAGE)) {
            lesson.pass(200);
            assertThat(lesson.find("#graph .edge.returned").count()).isZero();
            lesson.pass(2000);
            assertThat(lesson.find("#graph .edge.reached").count()).isPositive();
            lesson.leap(4000);
            assertThat(lesson.find("#graph .edge.returned").count()).isEqualTo(6);
        }
    }

    @Test
    void aPhoneHasItFromTopToBottom(Site site) {
        try (Lesson lesson = Lesson.onPhone(site, PAGE)) {
            Object further = lesson.visit()
                    .page()
                    .evaluate(
                            "() => { const top = i =>"
                                    + " document.querySelectorAll('#graph .node')[i].getBoundingClientRect().top; return top(5) - top(0); }");
            assertThat(((Number) further).doubleValue()).isGreaterThan(100);
            lesson.find("#input-x").tap();
            lesson.visit().frame();
            assertThat(lesson.number("#x-value")).isCloseTo(0, within(0.1));
            assertDerived(lesson, "arguments");
        }
    }

    @Test
    void aRealLayersGradientIsChecked(Site site) {
        try (Lesson lesson = Lesson.still(site, PAGE)) {
            Visit visit = lesson.visit();
            lesson.find("#digit [data-do=clear]").click();
            visit.draw(0.3, 0.2, 0.7, 0.2, 0.4, 0.8);
            waitForAgreement(lesson, "They agree");
            assertThat(lesson.text("#count")).isEqualTo("513 of 513");
            assertThat(lesson.number("#apart")).isLessThan(1e-5 * lesson.number("#largest"));
            assertThat(lesson.path("#check-plot .points")).hasSize(4 * 513);
            // the derivative by the bias is the mean of 2(p − x)·p(1 − p), with p what the model draws
            double[] bias = Model.numbers(
                    visit,
                    "#digit .seen",
                    "const x = pixels(canvas); const p = model.decode(model.encode(x)); let sum = 0, mistaken = 0;"
                            + " p.forEach((v, i) => { mistaken += 2 * (v - x[i]) / 784;"
                            + " sum += 2 * (v - x[i]) * v * (1 - v) / 784; }); return [1000 * sum, 1000 * mistaken];");
            double[] shown = lesson.numbers("#derivatives tr:last-child");
            assertThat(shown[0]).isCloseTo(bias[0], within(0.02 * Math.abs(bias[0]) + 0.002));
            assertThat(shown[1]).isCloseTo(shown[0], within(2e-5));

            lesson.press("#mistake", "Space", 1);
            waitForAgreement(lesson, "They do not agree");
            double[] mistaken = lesson.numbers("#derivatives tr:last-child");
            assertThat(mistaken[0]).isCloseTo(bias[1], within(0.02 * Math.abs(bias[1]) + 0.002));
            assertThat(mistaken[1]).isCloseTo(shown[1], within(1e-5));
            assertThat(lesson.linkWith("mistake=yes")).contains("digit=ink.");
        }
    }

    private static void waitForAgreement(Lesson lesson, String words) {
        lesson.visit()
                .page()
                .waitForFunction("w => document.getElementById('agreement').textContent.startsWith(w)", words);
    }
}
