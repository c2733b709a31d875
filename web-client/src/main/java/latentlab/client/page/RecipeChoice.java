package latentlab.client.page;

import latentlab.client.view.Dom;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.xml.NodeList;

/** Chooses the ingredients of a recipe of a fixed length, each by a list of its own. */
final class RecipeChoice {
    private final NodeList<? extends HTMLElement> choosers;

    /** @param root has a {@code select} for each */
    RecipeChoice(HTMLElement root, String recipe, Runnable changed) {
        choosers = Dom.all(root, "select");
        for (int i = 0; i < choosers.getLength(); i++) {
            Dom.value(choosers.item(i), recipe.substring(i, i + 1));
            choosers.item(i).onEvent("change", (Event event) -> changed.run());
        }
    }

    String recipe() {
        StringBuilder recipe = new StringBuilder();
        for (int i = 0; i < choosers.getLength(); i++) {
            recipe.append(Dom.value(choosers.item(i)));
        }
        return recipe.toString();
    }
}
