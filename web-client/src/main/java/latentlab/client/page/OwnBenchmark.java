package latentlab.client.page;

import java.util.List;
import java.util.function.Consumer;
import latentlab.client.kernel.OpenedFiles;
import latentlab.client.view.BenchmarkRow;
import latentlab.client.view.Dom;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLElement;

/** The part of the benchmark about a file that the visitor has opened: it is there while the file is the chosen model. */
final class OwnBenchmark {
    private final HTMLElement chooser = Dom.byId("model");
    private final HTMLElement choice = Dom.byId("own-choice");
    private final HTMLElement section = Dom.byId("own-section");
    private final List<BenchmarkRow> rows;
    private final Runnable changed;
    private final Consumer<String> failed;
    private int tries;

    /**
     * @param rows    those of the section
     * @param changed called when they are about another model
     * @param failed  called with a sentence when the file can't be had
     */
    OwnBenchmark(List<BenchmarkRow> rows, Runnable changed, Consumer<String> failed) {
        this.rows = rows;
        this.changed = changed;
        this.failed = failed;
        chooser.onEvent("change", (Event event) -> choose(Dom.value(chooser)));
        choose(Link.current().get("model")); // the chooser stands there only later
    }

    private void choose(String id) {
        int thisTry = ++tries;
        choice.setHidden(true);
        section.setHidden(true);
        changed.run();
        rows.forEach(BenchmarkRow::clear);
        if (!OpenedFiles.areAt("/" + id)) {
            return;
        }
        OpenedFiles.read(
                ModelChoice.root() + "api/v1/models/" + id,
                files -> {
                    if (thisTry != tries) {
                        return; // the visitor has chosen another meanwhile
                    }
                    Dom.text(choice.querySelector("span"), files.name());
                    Dom.text(section.querySelector("caption b"), files.name());
                    rows.forEach(row -> row.beAbout(id));
                    choice.setHidden(false);
                    section.setHidden(false);
                },
                failed);
    }

    boolean isThere() {
        return !section.isHidden();
    }
}
