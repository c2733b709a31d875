package latentlab.client.state;

/** The scale 1, 2, 5, 10, 20, 50 … and downwards 0.5, 0.2, 0.1 …, on which place 0 is 1. */
public final class Steps {
    private static final int[] MANTISSAS = {1, 2, 5};

    private Steps() {}

    /** The number at a place. */
    public static double at(int place) {
        int decade = Math.floorDiv(place, 3);
        double number = MANTISSAS[place - 3 * decade];
        for (int i = 0; i < Math.abs(decade); i++) {
            number = decade < 0 ? number / 10 : number * 10;
        }
        return number;
    }

    /** The place of a number that is on the scale. */
    public static int place(double number) {
        int place = 0;
        while (at(place) > number * 1.1) {
            place--;
        }
        while (at(place) < number * 0.9) {
            place++;
        }
        return place;
    }

    /** The shortest text of the number at a place. */
    public static String text(int place) {
        int decade = Math.floorDiv(place, 3);
        StringBuilder text = new StringBuilder();
        text.append(decade < 0 ? "0." : "");
        for (int i = -1; i > decade; i--) {
            text.append('0');
        }
        text.append(MANTISSAS[place - 3 * decade]);
        for (int i = 0; i < decade; i++) {
            text.append('0');
        }
        return text.toString();
    }
}
