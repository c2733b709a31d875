package latentlab.client.page.learn;

import latentlab.client.view.Decimal;
import latentlab.client.view.Text;
import latentlab.theory.QuadraticModel;
import latentlab.theory.QuadraticModel.Curvature;
import latentlab.theory.StationaryPoint;

/** A place of a surface in words. */
final class Ground {
    /** A gradient below this counts as none: where a descent may well be ended. */
    static final double LEVEL = 0.05;

    /** In the order of the kinds: a switch would cost the page a class. */
    private static final String[] KINDS = {
        Text.of("a minimum is near"),
        Text.of("a maximum is near"),
        Text.of("a saddle is near, and no minimum"),
        Text.of("and the second derivatives don’t say what it is")
    };

    private Ground() {}

    /** How the ground lies and bends there. */
    static String inWords(QuadraticModel at) {
        Curvature c = at.curvature();
        String first = Decimal.fixed(c.first(), 2);
        String second = Decimal.fixed(c.second(), 2);
        if (at.gradientNorm() >= LEVEL) {
            return Text.of(
                    "Eigenvalues there: {0} and {1}. The ground still slopes: no stationary point.", first, second);
        }
        return Text.of("Eigenvalues there: {0} and {1}, the ground nearly level: {2}.", first, second, kind(c.kind()));
    }

    static String kind(StationaryPoint kind) {
        return KINDS[kind.ordinal()];
    }
}
