package latentlab.server.web;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.DecimalFormatSymbols;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import latentlab.server.runs.Run;
import latentlab.server.web.language.Language;
import latentlab.theory.StoppingCondition.Quantity;

/**
 * What the templates of runs call: {@code plain.apply(number)} writes a number in full, {@code condition.apply(label)} a
 * stopping condition's name, {@code until.apply(run)} all that a run has, {@code said.apply(reason)} why it failed, and
 * {@code saidIn} in which language that is where it is not the page's.
 */
final class RunWords {
    private RunWords() {}

    /** With more, of a page. */
    static Map<String, Object> with(Map<String, Object> more, Language language) {
        Map<String, Object> words = new HashMap<>(more);
        words.put("plain", (Function<Double, String>) number -> plain(number, language));
        words.put("condition", (UnaryOperator<String>) label -> condition(label, language));
        words.put("until", (Function<Run, String>) run -> run.until().entrySet().stream()
                .map(one -> condition(one.getKey(), language) + " " + plain(one.getValue(), language))
                .collect(Collectors.joining("; ")));
        words.put("said", (UnaryOperator<String>) reason -> reason == null ? null : language.result(reason));
        words.put("saidIn", (UnaryOperator<String>)
                reason -> reason == null || language.hasResult(reason) ? null : Language.ENGLISH.tag());
        return words;
    }

    /** A number without zeros at its end, as far as doubles are exact. */
    private static String plain(double number, Language language) {
        char point = DecimalFormatSymbols.getInstance(language.locale()).getDecimalSeparator();
        return new BigDecimal(number)
                .round(new MathContext(10))
                .stripTrailingZeros()
                .toPlainString()
                .replace('.', point);
    }

    private static String condition(String label, Language language) {
        return Quantity.named(label)
                .map(quantity -> language.page("run", name(quantity)))
                .orElse(label);
    }

    private static String name(Quantity quantity) {
        return switch (quantity) {
            case GRADIENT_NORM -> Language.text("gradient norm");
            case PARAMETER_CHANGE -> Language.text("parameter change");
            case ITERATIONS -> Language.text("iterations");
            case MINUTES -> Language.text("minutes");
            case EPOCHS -> Language.text("epochs");
            case TARGET_LOSS -> Language.text("training loss");
            case PATIENCE -> Language.text("patience");
        };
    }
}
