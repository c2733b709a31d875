package latentlab.client.page.learn;

import latentlab.client.page.End;
import latentlab.client.page.TestSet;
import latentlab.client.state.Input;
import latentlab.client.state.Source;
import latentlab.image.Drawing;
import org.teavm.jso.dom.html.HTMLElement;

/** The digit that a figure works on: drawn by the page at first, then the visitor's. */
final class LessonDigit {
    private final End end;

    /**
     * @param opened    what a link brought; null for the page's own
     * @param otherwise that one
     */
    LessonDigit(HTMLElement root, Source opened, Drawing otherwise, TestSet testSet, Runnable changed) {
        end = new End(root, changed, testSet);
        if (opened == null) {
            end.pad().presentForNow(Input.drawn(otherwise));
        } else if (opened.drawing() != null) {
            end.touch();
            end.pad().present(Input.drawn(opened.drawing()));
        } else {
            end.await(opened, testSet);
        }
    }

    /** For the link; null for the page's own. */
    Source source() {
        return end.source();
    }

    /** (28,28), as the network sees it. */
    float[] picture() {
        return end.picture();
    }

    void show() {
        end.show();
    }
}
