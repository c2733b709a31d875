package latentlab.client.page.learn;

import latentlab.client.page.Link;
import latentlab.client.state.ChainRuleState;
import latentlab.client.state.Fragment;

/** The study's four expressions as graphs, and the gradient of a real layer. */
final class ChainRulePage extends Lesson {
    private final ChainRuleState opened = ChainRuleState.read(Link.current());
    private final GraphFigure graph = new GraphFigure(opened, this);
    private final LayerFigure layer = new LayerFigure(opened, this);

    ChainRulePage() {
        redraw();
    }

    @Override
    void show() {
        graph.show();
        layer.show();
    }

    @Override
    Fragment state() {
        return new ChainRuleState(
                        layer.model(),
                        graph.expression(),
                        graph.functions(),
                        graph.inputs(),
                        layer.source(),
                        layer.isMistaken())
                .write();
    }
}
