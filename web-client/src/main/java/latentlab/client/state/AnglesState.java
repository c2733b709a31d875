package latentlab.client.state;

import latentlab.theory.CircularLoss;

/**
 * What a link to the page about angles carries.
 *
 * @param truth  whole degrees from 0 to 359
 * @param guess  likewise
 * @param digit  what is turned; null for the digit that the page begins with
 * @param turned by so many degrees, clockwise
 * @param start  of the search, in degrees
 * @param loss   that the search goes down on
 */
public record AnglesState(int truth, int guess, Source digit, int turned, int start, CircularLoss loss) {
    /** Where the page begins: two directions beside each other, with the seam of the circle between them. */
    public static final AnglesState FIRST = new AnglesState(350, 10, null, 250, 90, CircularLoss.SQUARED_ARC);

    /** What the fragment says; what it does not say is the default. */
    public static AnglesState read(Fragment fragment) {
        int[] dial = angles(fragment.get("dial"), FIRST.truth, FIRST.guess);
        int[] turn = angles(fragment.get("turn"), FIRST.turned, FIRST.start);
        return new AnglesState(
                dial[0],
                dial[1],
                Source.read(fragment.get("digit")),
                turn[0],
                turn[1],
                CircularLoss.of(fragment.get("loss")));
    }

    /** The fragment that {@link #read} reads. */
    public Fragment write() {
        return new Fragment()
                .put("dial", truth == FIRST.truth && guess == FIRST.guess ? "" : NumberList.write(truth, guess))
                .put("digit", digit == null ? "" : digit.write())
                .put("turn", turned == FIRST.turned && start == FIRST.start ? "" : NumberList.write(turned, start))
                .put("loss", loss == FIRST.loss ? "" : loss.word());
    }

    private static int[] angles(String text, int first, int second) {
        int[] angles = NumberList.read(text, 2);
        return angles == null
                ? new int[] {first, second}
                : new int[] {Math.floorMod(angles[0], 360), Math.floorMod(angles[1], 360)};
    }
}
