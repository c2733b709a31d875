package latentlab.client.page;

import org.teavm.jso.browser.Window;

/** Runs something at most once a frame, however often it is asked for: only the latest state is worth showing. */
public final class Frame {
    private final Runnable show;
    private boolean asked;

    public Frame(Runnable show) {
        this.show = show;
    }

    public void request() {
        if (!asked) {
            asked = true;
            Window.requestAnimationFrame(time -> {
                asked = false;
                show.run();
            });
        }
    }
}
