package latentlab.image;

import java.util.ArrayList;
import java.util.List;

/**
 * What a visitor drew, kept as lines so that it can be rendered at any size and pen width.
 *
 * @param strokes in the order in which they were drawn. Not copied.
 */
public record Drawing(List<Stroke> strokes) {
    /** Nothing drawn yet. */
    public static final Drawing EMPTY = new Drawing(List.of());

    /** Whether nothing is drawn. */
    public boolean isEmpty() {
        return strokes.isEmpty();
    }

    /** The drawing with one more stroke. */
    public Drawing with(Stroke stroke) {
        List<Stroke> more = new ArrayList<>(strokes);
        more.add(stroke);
        return new Drawing(more);
    }

    /**
     * The drawing after an eraser touched it: strokes are cut where they run through the disc.
     *
     * @param radius of the eraser, in sides of the surface
     */
    public Drawing erase(float x, float y, float radius) {
        List<Stroke> left = new ArrayList<>();
        for (Stroke stroke : strokes) {
            // long straight segments have few points, so give the eraser some to take away
            Stroke fine = subdivide(stroke, radius / 2);
            int start = 0;
            boolean cut = false;
            for (int i = 0; i <= fine.size(); i++) {
                boolean erased = i < fine.size() && within(fine.xs()[i] - x, fine.ys()[i] - y, radius);
                if (erased || i == fine.size()) {
                    if (i > start) {
                        left.add(cut || erased ? fine.part(start, i) : stroke);
                    }
                    start = i + 1;
                    cut |= erased;
                }
            }
        }
        return new Drawing(left);
    }

    private static boolean within(float dx, float dy, float radius) {
        return dx * dx + dy * dy <= radius * radius;
    }

    private static Stroke subdivide(Stroke stroke, float longest) {
        int count = 1;
        for (int i = 1; i < stroke.size(); i++) {
            count += pieces(stroke, i, longest);
        }
        float[] xs = new float[count];
        float[] ys = new float[count];
        xs[0] = stroke.xs()[0];
        ys[0] = stroke.ys()[0];
        int at = 1;
        for (int i = 1; i < stroke.size(); i++) {
            int pieces = pieces(stroke, i, longest);
            for (int piece = 1; piece <= pieces; piece++) {
                float t = (float) piece / pieces;
                xs[at] = stroke.xs()[i - 1] + t * (stroke.xs()[i] - stroke.xs()[i - 1]);
                ys[at] = stroke.ys()[i - 1] + t * (stroke.ys()[i] - stroke.ys()[i - 1]);
                at++;
            }
        }
        return new Stroke(xs, ys);
    }

    private static int pieces(Stroke stroke, int i, float longest) {
        float dx = stroke.xs()[i] - stroke.xs()[i - 1];
        float dy = stroke.ys()[i] - stroke.ys()[i - 1];
        return Math.max(1, (int) Math.ceil(Math.sqrt(dx * dx + dy * dy) / longest));
    }
}
