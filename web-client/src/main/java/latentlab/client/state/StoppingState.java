package latentlab.client.state;

import java.util.ArrayList;
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
 * @param until   bounds of gradient norm, change, iterations, seconds and target as places on that scale, or {@link #OFF}
 * @param step    at which one looks; −1 for where it ends
 * @param run     whose record is looked at; empty for the first one
 * @param tried   bounds on the record: target loss in hundred-thousandths, patience, epochs, hundreds of iterations,
 *                tenths of a minute, or {@link #OFF}
 */
public record StoppingState(
        Surface surface,
        double x,
        double y,
        int rate,
        boolean ascends,
        List<Integer> until,
        int step,
        String run,
        List<Integer> tried) {
    /** A condition that nobody looks at. */
    public static final int OFF = -999;

    /** Those that it is worth to descend on. */
    public static final List<Surface> SURFACES =
            List.of(Surface.BOWL, Surface.VALLEY, Surface.SADDLE, Surface.TWO_WELLS);

    /** At first: 0.02, 0.002, 500 steps, 20 seconds, 0.01. */
    public static final List<Integer> UNTIL = List.of(-5, -8, 8, 4, -6);

    /** At first: 0.0085, 1 and 15 epochs, 5,000 iterations, 3 minutes. */
    public static final List<Integer> TRIED = List.of(850, 1, 15, 50, 30);

    /** Of them, those that older links know of. */
    private static final int OLDER = 3;

    /** What the fragment says; what it does not say is the default. */
    public static StoppingState read(Fragment fragment) {
        double[] start = NumberList.readHundredths(fragment.get("start"), 2);
        int[] rate = NumberList.read(fragment.get("step"), 1);
        Surface surface = Surface.of(fragment.get("surface"));
        return new StoppingState(
                SURFACES.contains(surface) ? surface : Surface.BOWL,
                start == null ? Double.NaN : start[0],
                start == null ? Double.NaN : start[1],
                rate == null ? OFF : rate[0],
                fragment.get("sign").equals("plus"),
                list(fragment.get("until"), UNTIL),
                Fragment.wholeNumber(fragment.get("at")),
                fragment.get("run"),
                list(fragment.get("tried"), TRIED));
    }

    /** The fragment that {@link #read} reads. */
    public Fragment write() {
        return new Fragment()
                .put("surface", surface == Surface.BOWL ? "" : surface.word())
                .put("start", x != x ? "" : NumberList.writeHundredths(x, y))
                .put("step", rate == OFF ? "" : NumberList.write(rate))
                .put("sign", ascends ? "plus" : "")
                .put("until", text(until, UNTIL))
                .put("at", step < 0 ? "" : Integer.toString(step))
                .put("run", run)
                .put("tried", text(tried, TRIED));
    }

    private static List<Integer> list(String text, List<Integer> otherwise) {
        int[] numbers = NumberList.read(text, otherwise.size());
        if (numbers == null && otherwise == TRIED) {
            numbers = NumberList.read(text, OLDER);
        }
        if (numbers == null) {
            return otherwise;
        }
        List<Integer> list = new ArrayList<>();
        for (int number : numbers) {
            list.add(number);
        }
        while (list.size() < otherwise.size()) {
            list.add(OFF);
        }
        return list;
    }

    private static String text(List<Integer> list, List<Integer> otherwise) {
        if (list.equals(otherwise)) {
            return "";
        }
        int[] numbers = new int[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = list.get(i);
        }
        return NumberList.write(numbers);
    }
}
