package latentlab.client.view;

import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLElement;

/** What went wrong and what to do, in a bar over the foot of the page so that nothing moves. */
public final class Notice {
    private final HTMLElement bar = Dom.byId("notice");
    private final HTMLElement button = bar.querySelector("button");
    private Runnable action;

    public Notice() {
        button.onEvent("click", (Event event) -> {
            hide();
            action.run();
        });
    }

    /**
     * @param label  of the button
     * @param action what the button does
     */
    public void show(String text, String label, Runnable action) {
        this.action = action;
        Dom.text(bar.querySelector("p"), text);
        Dom.text(button, label);
        bar.setHidden(false);
    }

    public void hide() {
        bar.setHidden(true);
    }
}
