package latentlab.client.page.learn;

import java.util.ArrayList;
import java.util.List;
import latentlab.client.page.Link;
import latentlab.client.state.Bound;
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
                        bounds(descent.conditions()),
                        descent.step(),
                        record.run(),
                        bounds(record.conditions()))
                .write();
    }

    /** The rows of a table of conditions, set as a link says. */
    static List<ConditionRow> conditions(HTMLElement table, List<Bound> bounds, Runnable changed) {
        NodeList<? extends HTMLElement> rows = Dom.all(table, "[data-quantity]");
        List<ConditionRow> conditions = new ArrayList<>();
        for (int i = 0; i < rows.getLength(); i++) {
            ConditionRow condition = new ConditionRow(rows.item(i), changed);
            condition.set(bounds.get(i));
            conditions.add(condition);
        }
        return conditions;
    }

    private static List<Bound> bounds(List<ConditionRow> conditions) {
        List<Bound> bounds = new ArrayList<>();
        for (ConditionRow condition : conditions) {
            bounds.add(condition.bound());
        }
        return bounds;
    }
}
