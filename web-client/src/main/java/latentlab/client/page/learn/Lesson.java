package latentlab.client.page.learn;

import latentlab.client.page.Frame;
import latentlab.client.page.Link;
import latentlab.client.state.Fragment;
import latentlab.client.view.Dom;
import org.teavm.jso.browser.Window;

/** A page about theory: shows its latest state once a frame, and keeps it in its address. */
abstract class Lesson {
    private final Frame frame = new Frame(this::show);
    private final Link link = new Link(this::state);

    Lesson() {
        Dom.on(Window.current(), "resize", this::redraw);
    }

    /** The figures are to be drawn again. */
    final void redraw() {
        frame.request();
    }

    /** The visitor has changed something. */
    final void changed() {
        frame.request();
        link.update();
    }

    /** Draws all figures. */
    abstract void show();

    /** What a link to what is seen carries; empty for the page as it is opened. */
    abstract Fragment state();
}
