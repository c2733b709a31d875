package latentlab.client.view;

import org.teavm.jso.JSBody;

/**
 * What people read, in the page's language. English stands in the sources; the page's script of messages has the others,
 * by the English text. The page's first script puts them together, which costs this client next to nothing. The tests find
 * the texts as literals of the calls.
 */
public final class Text {
    private Text() {}

    @JSBody(params = "english", script = "return window.translated(english);")
    public static native String of(String english);

    /** With a value in the place of <code>{0}</code>. */
    @JSBody(
            params = {"english", "value"},
            script = "return window.translated(english, value);")
    public static native String of(String english, String value);

    @JSBody(
            params = {"english", "value"},
            script = "return window.translated(english, value);")
    public static native String of(String english, int value);

    /** With values in the places of <code>{0}</code> and <code>{1}</code>. */
    @JSBody(
            params = {"english", "first", "second"},
            script = "return window.translated(english, first, second);")
    public static native String of(String english, String first, String second);

    @JSBody(
            params = {"english", "first", "second"},
            script = "return window.translated(english, first, second);")
    public static native String of(String english, int first, int second);

    @JSBody(
            params = {"english", "first", "second"},
            script = "return window.translated(english, first, second);")
    public static native String of(String english, int first, String second);

    /** With values in the places of <code>{0}</code>, <code>{1}</code> and <code>{2}</code>. */
    @JSBody(
            params = {"english", "first", "second", "third"},
            script = "return window.translated(english, first, second, third);")
    public static native String of(String english, int first, int second, int third);

    @JSBody(
            params = {"english", "first", "second", "third"},
            script = "return window.translated(english, first, second, third);")
    public static native String of(String english, String first, String second, String third);

    /** A number with the language's decimal sign. */
    @JSBody(params = "number", script = "return window.decimal(number);")
    public static native String number(String number);

    /** Between numbers that may have a decimal comma. */
    public static String between() {
        return number(".").equals(".") ? ", " : "; ";
    }
}
