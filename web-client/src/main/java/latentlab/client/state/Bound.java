package latentlab.client.state;

import java.util.ArrayList;
import java.util.List;

/**
 * The bound of a condition, which it keeps while it is switched off.
 *
 * @param place where its slider stands
 * @param on    whether the condition is looked at
 */
public record Bound(int place, boolean on) {
    /** What links said in place of a bound when they had no word for the switch. */
    static final int OFF = -999;

    static List<Bound> allOn(int... places) {
        List<Bound> bounds = new ArrayList<>();
        for (int place : places) {
            bounds.add(new Bound(place, true));
        }
        return bounds;
    }

    /**
     * What a link says.
     *
     * @param places null for the usual ones; conditions after the last one are off
     * @param off    the numbers of those that are switched off, counted from 1, a digit each
     */
    static List<Bound> read(int[] places, String off, List<Bound> usual) {
        List<Bound> bounds = new ArrayList<>();
        for (int i = 0; i < usual.size(); i++) {
            boolean known = places == null || i < places.length && places[i] != OFF;
            int place = places == null || !known ? usual.get(i).place() : places[i];
            bounds.add(new Bound(place, known && off.indexOf('1' + i) < 0));
        }
        return bounds;
    }

    /** Empty for the usual ones. */
    static String writePlaces(List<Bound> bounds, List<Bound> usual) {
        int[] places = new int[bounds.size()];
        boolean same = true;
        for (int i = 0; i < places.length; i++) {
            places[i] = bounds.get(i).place();
            same &= places[i] == usual.get(i).place();
        }
        return same ? "" : NumberList.write(places);
    }

    /** The numbers of those that are off. */
    static String writeOff(List<Bound> bounds) {
        StringBuilder off = new StringBuilder();
        for (int i = 0; i < bounds.size(); i++) {
            off.append(bounds.get(i).on() ? "" : Integer.toString(i + 1));
        }
        return off.toString();
    }
}
