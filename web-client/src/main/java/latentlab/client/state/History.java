package latentlab.client.state;

import java.util.ArrayList;
import java.util.List;

/** Everything that the visitor did to one picture, to be undone and redone. Starts with nothing drawn. */
public final class History {
    /** More steps back than anyone takes, few enough to forget about memory. */
    private static final int LIMIT = 200;

    private final List<Input> steps = new ArrayList<>();
    private int at;

    public History() {
        steps.add(Input.EMPTY);
    }

    public Input current() {
        return steps.get(at);
    }

    /** One more step; what had been undone is forgotten. */
    public void add(Input next) {
        while (steps.size() > at + 1) {
            steps.remove(steps.size() - 1);
        }
        steps.add(next);
        if (steps.size() > LIMIT) {
            steps.remove(0);
        }
        at = steps.size() - 1;
    }

    /** Starts anew from what a link or the page itself brought, which is not the visitor's to undo. */
    public void restart(Input first) {
        steps.clear();
        steps.add(first);
        at = 0;
    }

    public boolean canUndo() {
        return at > 0;
    }

    public boolean canRedo() {
        return at + 1 < steps.size();
    }

    /** One step back, if there is one. */
    public void undo() {
        at = Math.max(0, at - 1);
    }

    /** One step forth, if there is one. */
    public void redo() {
        at = Math.min(steps.size() - 1, at + 1);
    }
}
