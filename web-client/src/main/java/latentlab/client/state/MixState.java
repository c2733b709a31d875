package latentlab.client.state;

import java.util.ArrayList;
import java.util.List;

/**
 * What a link to the Mix page carries.
 *
 * @param model   its id; empty for the default model
 * @param slots   (4) sources of A to D; null for the digit that the page begins with
 * @param corners a {@link Recipe} of four: the sheet's, row by row
 * @param u       across the sheet, in hundredths
 * @param v       down the sheet, in hundredths
 * @param sum     a recipe of three: the first − the second + the third
 * @param route   a recipe of at least two: the path's waypoints
 * @param share   of the path, in hundredths
 * @param reads   whether the path's frames say what is read in them
 */
public record MixState(
        String model,
        List<Source> slots,
        String corners,
        int u,
        int v,
        String sum,
        String route,
        int share,
        boolean reads) {
    /** Waypoints that a path may have. */
    public static final int LONGEST = 12;

    private static final String CORNERS = "ABCD";
    private static final String SUM = "A38";
    private static final String ROUTE = "ABCDA";
    private static final int HALF = 50;

    /** What the fragment says; what it does not say is the default. */
    public static MixState read(Fragment fragment) {
        List<Source> slots = new ArrayList<>();
        for (int i = 0; i < Recipe.SLOTS; i++) {
            slots.add(Source.read(fragment.get(slot(i))));
        }
        return new MixState(
                fragment.get("model"),
                slots,
                Recipe.read(fragment.get("corners"), 4, 4, CORNERS),
                hundredths(fragment.get("u"), HALF),
                hundredths(fragment.get("v"), HALF),
                Recipe.read(fragment.get("sum"), 3, 3, SUM),
                Recipe.read(fragment.get("route"), 2, LONGEST, ROUTE),
                hundredths(fragment.get("at"), 0),
                !fragment.get("reads").equals("hidden"));
    }

    private static int hundredths(String text, int otherwise) {
        int number = Fragment.wholeNumber(text);
        return number < 0 || number > 100 ? otherwise : number;
    }

    /** The fragment that {@link #read} reads. */
    public Fragment write() {
        Fragment fragment = new Fragment().put("model", model);
        for (int i = 0; i < Recipe.SLOTS; i++) {
            fragment.put(slot(i), slots.get(i) == null ? "" : slots.get(i).write());
        }
        return fragment.put("corners", corners.equals(CORNERS) ? "" : corners)
                .put("u", u == HALF ? "" : Integer.toString(u))
                .put("v", v == HALF ? "" : Integer.toString(v))
                .put("sum", sum.equals(SUM) ? "" : sum)
                .put("route", route.equals(ROUTE) ? "" : route)
                .put("at", share == 0 ? "" : Integer.toString(share))
                .put("reads", reads ? "" : "hidden");
    }

    /** A drawing's name in a link. */
    private static String slot(int place) {
        return String.valueOf((char) ('a' + place));
    }
}
