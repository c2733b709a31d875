package latentlab.client.page;

import java.util.function.Consumer;
import latentlab.client.kernel.Network;
import latentlab.client.kernel.NetworkOptions;
import latentlab.client.kernel.ServedNetwork;
import latentlab.client.state.Fragment;
import latentlab.client.view.Dom;
import latentlab.client.view.Notice;
import latentlab.client.view.Text;
import org.teavm.jso.JSBody;
import org.teavm.jso.browser.Location;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.xml.NodeList;

/** The model that all pages share: opens it, lets the visitor choose another, and takes the choice to the next page. */
public final class ModelChoice {
    private final HTMLElement chooser = Dom.byId("model");
    private final Notice notice;
    private final Consumer<Network> opened;
    private final String defaultId;
    private String id;
    private int tries;

    /** @param opened called with each model that is ready */
    public ModelChoice(String wanted, Notice notice, Consumer<Network> opened) {
        this.notice = notice;
        this.opened = opened;
        // the first of the list, where the chooser may stand no more: a visitor can be faster than this script
        HTMLElement first = chooser.querySelector("option");
        defaultId = first == null ? "" : Dom.value(first);
        if (defaultId.isEmpty()) {
            id = "";
            notice.show(
                    this,
                    Text.of("This server has no model yet. Train one with its train command."),
                    Text.of("Reload"),
                    () -> Location.current().reload());
            return;
        }
        choose(wanted.isEmpty() ? defaultId : wanted);
        chooser.onEvent("change", (Event event) -> chosen(Dom.value(chooser)));
    }

    /** As a link carries it: empty for the default. */
    public String inLink() {
        return id.equals(defaultId) ? "" : id;
    }

    /** The chosen model's. */
    String id() {
        return id;
    }

    /** Whether it comes from a file that the visitor has opened, of which the server knows nothing. */
    boolean isFile() {
        return id.startsWith("file-");
    }

    /** The address of the chosen model, relative to the page. */
    public String url() {
        return root() + "api/v1/models/" + Window.encodeURIComponent(id);
    }

    /** The way from this page to the site's root. */
    public static String root() {
        return Window.current().getDocument().getDocumentElement().getAttribute("data-root");
    }

    /** By the visitor, and so in the page's address. */
    private void chosen(String chosen) {
        choose(chosen);
        wantLink();
    }

    @JSBody(script = "dispatchEvent(new Event('linkwanted'));")
    private static native void wantLink();

    private void choose(String chosen) {
        id = chosen;
        Dom.value(chooser, id);
        if (!Dom.value(chooser).equals(id)) { // one that a link brought, such as the study's
            HTMLElement option = Dom.append(chooser, "option", "");
            Dom.text(option, id);
            Dom.value(option, id);
            chooser.insertBefore(option, chooser.querySelector("[value=open-a-file]")); // which stays the last
            Dom.value(chooser, id);
        }
        NodeList<? extends HTMLElement> links =
                Dom.all(Window.current().getDocument().getBody(), "a[data-page]");
        for (int i = 0; i < links.getLength(); i++) {
            String href = links.item(i).getAttribute("data-page");
            links.item(i).setAttribute("href", href + new Fragment().put("model", inLink()));
        }
        open();
    }

    private void open() {
        int thisTry = ++tries;
        ServedNetwork.open(
                url(),
                network -> {
                    if (thisTry == tries) { // else the visitor has chosen another meanwhile
                        opened.accept(network);
                        notice.hide(this);
                        Dom.text(Dom.byId("kernel"), inWords(network.kernel()));
                    }
                },
                reason -> {
                    if (thisTry == tries) {
                        explain(reason);
                    }
                });
    }

    /** A served model's kernel comes with its weights in 16 bits; plain Java and a visitor's file have them in 32. */
    private String inWords(NetworkOptions.Kernel kernel) {
        return switch (kernel) {
            case SIMD ->
                isFile()
                        ? Text.of("with WebAssembly’s vector instructions")
                        : Text.of("with WebAssembly’s vector instructions, on weights rounded to 16 bits");
            case JAVA -> Text.of("in plain Java, compiled to JavaScript");
        };
    }

    private void explain(String reason) {
        if (id.equals(defaultId)) {
            notice.show(this, Text.of("The model did not arrive. {0}", reason), Text.of("Try again"), this::open);
        } else {
            notice.show(
                    this,
                    Text.of("The model “{0}” did not arrive. {1}", id, reason),
                    Text.of("Use the default model"),
                    () -> chosen(defaultId));
        }
    }
}
