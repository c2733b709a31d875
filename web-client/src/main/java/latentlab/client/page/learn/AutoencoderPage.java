package latentlab.client.page.learn;

import latentlab.client.kernel.Network;
import latentlab.client.page.Link;
import latentlab.client.page.ModelChoice;
import latentlab.client.page.ModelFacts;
import latentlab.client.page.TestSet;
import latentlab.client.state.AutoencoderState;
import latentlab.client.state.Fragment;
import latentlab.client.view.Dom;
import latentlab.client.view.Notice;

/** Pixels to code to picture; one number of the code; what lies between two codes. */
final class AutoencoderPage extends Lesson {
    private final AutoencoderState opened = AutoencoderState.read(Link.current());
    private final Notice notice = new Notice();
    private final TestSet testSet = new TestSet(notice);
    private final CodeFigure code = new CodeFigure(opened, testSet, this);
    private final PathFigure path = new PathFigure(opened, testSet, this);
    private final ModelChoice model;

    AutoencoderPage() {
        model = new ModelChoice(opened.model(), notice, this::open);
        redraw();
    }

    private void open(Network network) {
        ModelFacts facts = ModelFacts.of(network);
        testSet.use(facts.dataset());
        code.open(network, facts.ranges());
        path.open(network);
        redraw();
    }

    @Override
    void show() {
        code.show();
        path.show(code.own());
        if (code.own().length > 0) {
            Dom.mark("first-reconstruction");
        }
    }

    @Override
    Fragment state() {
        return new AutoencoderState(
                        model == null ? "" : model.inLink(),
                        code.source(),
                        code.number(),
                        code.moved(),
                        path.source(),
                        path.alpha())
                .write();
    }
}
