package latentlab.client.view;

import org.teavm.jso.JSBody;

/**
 * What people read, in the page's language. English stands in the sources; the page's script of messages has the others,
 * by the English text. The tests find the texts here as literals of the calls.
 */
public final class Text {
    private Text() {}

    /** @param values take the places of <code>{0}</code>, <code>{1}</code> … */
    public static String of(String english, Object... values) {
        String[] texts = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            texts[i] = values[i].toString();
        }
        return translated(english, texts);
    }

    /** A number with the language's decimal sign. */
    @JSBody(params = "number", script = "return window.decimal(number);")
    public static native String number(String number);

    /** Between numbers that may have a decimal comma. */
    public static String between() {
        return number(".").equals(".") ? ", " : "; ";
    }

    // the page's first script has it
    @JSBody(
            params = {"english", "values"},
            script = "return window.translated.apply(window, [english].concat(values));")
    private static native String translated(String english, String[] values);
}
