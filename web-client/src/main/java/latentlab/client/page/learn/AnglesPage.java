package latentlab.client.page.learn;

import latentlab.client.page.Link;
import latentlab.client.state.AnglesState;
import latentlab.client.state.Fragment;

/** Losses for angles against the angle, and what each finds when a digit was turned. */
final class AnglesPage extends Lesson {
    private final AnglesState opened = AnglesState.read(Link.current());
    private final LossFigure losses = new LossFigure(opened, this);
    private final TurnFigure turn = new TurnFigure(opened, this);

    AnglesPage() {
        if (opened.write().toString().isEmpty()) {
            losses.open();
        }
        redraw();
    }

    @Override
    void show() {
        losses.show();
        turn.show();
    }

    @Override
    Fragment state() {
        return new AnglesState(losses.truth(), losses.guess(), turn.source(), turn.turned(), turn.start(), turn.loss())
                .write();
    }
}
