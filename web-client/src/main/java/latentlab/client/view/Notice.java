package latentlab.client.view;

import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLElement;

/** What went wrong and what to do, in a bar over the foot of the page so that nothing moves. */
public final class Notice {
    private final HTMLElement bar = Dom.byId("notice");
    private final HTMLElement button = bar.querySelector("button");
    private Object owner;
    private Runnable action;

    public Notice() {
        button.onEvent("click", (Event event) -> {
            bar.setHidden(true);
            action.run();
        });
    }

    /**
     * @param owner  whose message it is
     * @param label  of the button
     * @param action what the button does
     */
    public void show(Object owner, String text, String label, Runnable action) {
        this.owner = owner;
        this.action = action;
        Dom.text(bar.querySelector("p"), text);
        Dom.text(button, label);
        bar.setHidden(false);
    }

    /** What went wrong for an owner goes well now; others' messages stay. */
    public void hide(Object by) {
        if (by == owner) {
            bar.setHidden(true);
        }
    }
}
