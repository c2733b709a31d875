package latentlab.client.state;

import java.util.List;
import latentlab.theory.Surface;

/**
 * What a link to the page about stopping carries.
 *
 * @param surface on which is descended
 * @param x       of the start; NaN for the surface's own start
 * @param y       likewise
 * @param rate    place of the step size on the scale of {@link Steps}; {@link #OFF} for the surface's own
 * @param ascends whether the gradient is added, as published
 * @param until   bounds of gradient norm, change, iterations, seconds and target, as places on that scale
 * @param step    at which one looks; −1 for where it ends
 * @param run     whose record is looked at; empty for the first one
 * @param tried   bounds on the record: target loss in hundred-thousandths, patience, epochs, hundreds of iterations,
 *                tenths of a minute
 */
public record StoppingState(
        Surface surface,
        double x,
        double y,
        int rate,
        boolean ascends,
        List<Bound> until,
        int step,
        String run,
        List<Bound> tried) {
    /** No step size of the visitor's own. */
    public static final int OFF = -999;

    /** Those that it is worth to descend on. */
    public static final List<Surface> SURFACES =
            List.of(Surface.BOWL, Surface.VALLEY, Surface.SADDLE, Surface.TWO_WELLS);

    /** At first: 0.02, 0.002, 500 steps, 20 seconds, 0.01. */
    public static final List<Bound> UNTIL = Bound.allOn(-5, -8, 8, 4, -6);

    /** At first: 0.0085, 1 and 15 epochs, 5,000 iterations, 3 minutes. */
    public static final List<Bound> TRIED = Bound.allOn(850, 1, 15, 50, 30);

    /** Of them, those that older links know of. */
    private static final int OLDER = 3;

    /** What the fragment says; what it does not say is the default. */
    public static StoppingState read(Fragment fragment) {
        int[] until = NumberList.read(fragment.get("until"), UNTIL.size());
        int[] tried = NumberList.read(fragment.get("tried"), TRIED.size());
        double[] start = NumberList.readHundredths(fragment.get("start"), 2);
        int[] rate = NumberList.read(fragment.get("step"), 1);
        Surface surface = Surface.of(fragment.get("surface"));
        return new StoppingState(
                SURFACES.contains(surface) ? surface : Surface.BOWL,
                start == null ? Double.NaN : start[0],
                start == null ? Double.NaN : start[1],
                rate == null ? OFF : rate[0],
                fragment.get("sign").equals("plus"),
                Bound.read(until, fragment.get("without"), UNTIL),
                Fragment.wholeNumber(fragment.get("at")),
                fragment.get("run"),
                Bound.read(
                        tried != null ? tried : NumberList.read(fragment.get("tried"), OLDER),
                        fragment.get("untried"),
                        TRIED));
    }

    /** The fragment that {@link #read} reads. */
    public Fragment write() {
        return new Fragment()
                .put("surface", surface == Surface.BOWL ? "" : surface.word())
                .put("start", x != x ? "" : NumberList.writeHundredths(x, y))
                .put("step", rate == OFF ? "" : NumberList.write(rate))
                .put("sign", ascends ? "plus" : "")
                .put("until", Bound.writePlaces(until, UNTIL))
                .put("without", Bound.writeOff(until))
                .put("at", step < 0 ? "" : Integer.toString(step))
                .put("run", run)
                .put("tried", Bound.writePlaces(tried, TRIED))
                .put("untried", Bound.writeOff(tried));
    }
}
