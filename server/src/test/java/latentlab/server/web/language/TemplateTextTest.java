package latentlab.server.web.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTextTest {
    private static List<String> texts(String template) {
        List<String> texts = new ArrayList<>();
        TemplateText.translated(template, text -> {
            texts.add(text);
            return text;
        });
        return texts;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<p>Draw a digit.</p> | Draw a digit.",
                "<p>Draw <b>a digit</b>, <i></i> now.</p> | Draw <1>a digit</1>, <2/> now.",
                "<p>Keeps <b th:text=\"${d > 1}\">15</b> numbers</p> | Keeps <1/> numbers",
                "<p>Run <code>a command</code> twice</p> | Run <1/> twice",
                "<label><input type=\"radio\"> straight</label> | straight",
                "<p>Left <a href=\"x\">a <b>bold</b> link</a></p> | Left <1>a <2>bold</2> link</1>",
                "<img alt=\"A digit\"> | A digit",
                "<i th:attr=\"title=#{'Step {0}'(${i})}\"></i> | Step {0}",
                "<i th:each=\"s : ${ {#messages.msg('Size')} }\"></i> | Size"
            })
    void findsATextWithItsTagsNumbered(String template, String text) {
        assertThat(texts(template)).containsExactly(text);
    }

    @Test
    void findsEachOfSeveralTexts() {
        assertThat(texts("<label>Loss <select><option>on test images</option></select></label>"
                        + "<p><span>ink lost</span><span>ink added</span></p>"))
                .containsExactlyInAnyOrder("Loss", "on test images", "ink lost", "ink added");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<p>α = 1</p>",
                "<pre>some code</pre>",
                "<p>[[${name}]]</p>",
                "<p th:text=\"${name}\">a name</p>",
                "<p th:replace=\"~{take :: section}\">what stands here</p>",
                "<!-- a comment -->",
                "<a title=\"${name}\"></a>"
            })
    void leavesAloneWhatIsNoText(String template) {
        assertThat(texts(template.replace("${name}\"></a>", "α\"></a>"))).isEmpty();
    }

    @Test
    void putsTheTagsIntoTheTranslation() {
        String template = "<p class=\"x\">\n  Drag a <b id=\"y\">number</b> to <i></i>.\n</p>";
        Map<String, String> german = Map.of("Drag a <1>number</1> to <2/>.", "Nach <2/> eine <1>Zahl</1> ziehen.");
        assertThat(TemplateText.translated(template, german::get))
                .isEqualTo("<p class=\"x\">\n  Nach <i></i> eine <b id=\"y\">Zahl</b> ziehen.\n</p>");
    }

    @Test
    void aTagThatThereIsNotIsRefused() {
        assertThatThrownBy(() -> TemplateText.translated("<p>One word</p>", text -> "Ein <1>Wort</1>"))
                .hasMessageContaining("<1>");
    }

    @Test
    void tagsThatDoNotMatchAreRefused() {
        assertThatThrownBy(() -> texts("<p><b>One</p></b>")).hasMessageContaining("</p>");
        assertThatThrownBy(() -> texts("<p>One")).hasMessageContaining("<p>");
    }
}
