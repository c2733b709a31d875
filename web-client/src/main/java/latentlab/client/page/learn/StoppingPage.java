package latentlab.client.page.learn;

import java.util.ArrayList;
import java.util.List;
import latentlab.client.page.Link;
import latentlab.client.state.Fragment;
import latentlab.client.state.StoppingState;
import latentlab.client.view.ConditionRow;
import latentlab.client.view.Dom;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.xml.NodeList;

/** Gradient descent on a surface with the conditions that may end it, and the same conditions on a training's record. */
final class StoppingPage extends Lesson {
    private final StoppingState opened = StoppingState.read(Link.current());
    private final DescentFigure descent = new DescentFigure(opened, this);
    private final RecordFigure record = new RecordFigure(opened, this);

    StoppingPage() {
        redraw();
    }

    @Override
    void show() {
        descent.show();
        record.show();
    }

    @Override
    Fragment state() {
        return new StoppingState(
                        descent.surface(),
                        descent.x(),
                        descent.y(),
                        descent.rate(),
                        descent.ascends(),
                        places(descent.conditions()),
                        descent.step(),
                        record.run(),
                        places(record.conditions()))
                .write();
    }

    /** The rows of a table of conditions, set as a link says. */
    static List<ConditionRow> conditions(HTMLElement table, List<Integer> places, Runnable changed) {
        NodeList<? extends HTMLElement> rows = Dom.all(table, "[data-quantity]");
        List<ConditionRow> conditions = new ArrayList<>();
        for (int i = 0; i < rows.getLength(); i++) {
            ConditionRow condition = new ConditionRow(rows.item(i), changed);
            condition.set(places.get(i) != StoppingState.OFF, places.get(i));
            conditions.add(condition);
        }
        return conditions;
    }

    private static List<Integer> places(List<ConditionRow> conditions) {
        List<Integer> places = new ArrayList<>();
        for (ConditionRow condition : conditions) {
            places.add(condition.isOn() ? condition.place() : StoppingState.OFF);
        }
        return places;
    }
}
