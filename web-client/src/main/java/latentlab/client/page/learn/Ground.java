package latentlab.client.page.learn;

import latentlab.client.view.Decimal;
import latentlab.theory.QuadraticModel;
import latentlab.theory.QuadraticModel.Curvature;
import latentlab.theory.StationaryPoint;

/** A place of a surface in words. */
final class Ground {
    /** A gradient below this counts as none: where a descent may well be ended. */
    static final double LEVEL = 0.05;

    /** In the order of the kinds: a switch would cost the page a class. */
    private static final String[] KINDS = {
        "a minimum is near",
        "a maximum is near",
        "a saddle is near, and no minimum",
        "and the second derivatives don’t say what it is"
    };

    private Ground() {}

    /** How the ground lies and bends there. */
    static String inWords(QuadraticModel at) {
        Curvature c = at.curvature();
        String bends = "Eigenvalues there: " + Decimal.fixed(c.first(), 2) + " and " + Decimal.fixed(c.second(), 2);
        if (at.gradientNorm() >= LEVEL) {
            return bends + ". The ground still slopes: no stationary point.";
        }
        return bends + ", the ground nearly level: " + kind(c.kind()) + ".";
    }

    static String kind(StationaryPoint kind) {
        return KINDS[kind.ordinal()];
    }
}
