package latentlab.client.page;

import java.util.function.Supplier;
import latentlab.client.state.Fragment;
import org.teavm.jso.browser.History;
import org.teavm.jso.browser.Location;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.events.Event;

/** Keeps the page's address such that it opens what is seen. */
public final class Link {
    /** Browsers refuse addresses that change many times a second. */
    private static final int REST_MS = 300;

    private final Supplier<Fragment> state;
    private int timer;

    public Link(Supplier<Fragment> state) {
        this.state = state;
        // Another link to this same page was opened: begin again with what it carries.
        Window.current()
                .onEvent("hashchange", (Event event) -> Location.current().reload());
        // somebody is about to copy the address
        Window.current().onEvent("linkwanted", (Event event) -> write());
    }

    /** What this page's address carries. */
    public static Fragment current() {
        return Fragment.parse(Location.current().getHash());
    }

    /** The state has changed; the address follows when it rests. */
    public void update() {
        Window.clearTimeout(timer);
        timer = Window.setTimeout(this::write, REST_MS);
    }

    /** What the page's other modules keep in the link stays there. */
    private void write() {
        Window.clearTimeout(timer);
        Location here = Location.current();
        String address = here.getPathName() + here.getSearch() + current().putAll(state.get());
        History.current().replaceState(null, "", address);
    }
}
