package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/** The lines of equal height on a page, against the function whose lines they are. */
final class Heights {
    /** Half of the width of a surface that is looked at. */
    private static final double REACH = 2;

    private static final double H = 1e-3;

    private Heights() {}

    /**
     * Each line has one height, and as much of the square lies between any two neighbours.
     *
     * @param lines selector of the paths, the lowest first
     * @param y     of the middle of the square
     * @return the heights
     */
    static double[] assertLines(Lesson lesson, String lines, DoubleBinaryOperator f, double y) {
        List<?> paths =
                (List<?>) lesson.find(lines).evaluateAll("paths => paths.map(path => path.getAttribute('d') ?? '')");
        double[] all = new double[101 * 101];
        for (int i = 0; i < all.length; i++) {
            all[i] = f.applyAsDouble(REACH * (i % 101 / 50.0 - 1), y + REACH * (i / 101 / 50.0 - 1));
        }
        double[] heights = new double[paths.size()];
        assertThat(heights).hasSizeGreaterThan(10);
        for (int line = 0; line < heights.length; line++) {
            double[] points = Lesson.numbersIn((String) paths.get(line));
            assertThat(points).hasSizeGreaterThan(8);
            int best = 0; // where the function is gentlest, the height is known best
            for (int i = 0; i < points.length; i += 2) {
                if (off(f, points[i], points[i + 1]) < off(f, points[best], points[best + 1])) {
                    best = i;
                }
            }
            double height = f.applyAsDouble(points[best], points[best + 1]);
            for (int i = 0; i < points.length; i += 2) {
                double tolerance = off(f, points[i], points[i + 1]) + off(f, points[best], points[best + 1]);
                assertThat(Math.abs(f.applyAsDouble(points[i], points[i + 1]) - height))
                        .as("line %d at (%.3f, %.3f)", line, points[i], points[i + 1])
                        .isLessThanOrEqualTo(tolerance);
            }
            double below = Arrays.stream(all).filter(value -> value < height).count() / (double) all.length;
            assertThat(below).isBetween((line + 0.5) / heights.length - 0.03, (line + 0.5) / heights.length + 0.03);
            heights[line] = height;
        }
        return heights;
    }

    /** By how much a line may be off there: a page has thousandths, and is straight within cells of a 16th. */
    static double off(DoubleBinaryOperator f, double x, double y) {
        double value = f.applyAsDouble(x, y);
        double dx = (f.applyAsDouble(x + H, y) - f.applyAsDouble(x - H, y)) / (2 * H);
        double dy = (f.applyAsDouble(x, y + H) - f.applyAsDouble(x, y - H)) / (2 * H);
        double xx = (f.applyAsDouble(x + H, y) + f.applyAsDouble(x - H, y) - 2 * value) / (H * H);
        double yy = (f.applyAsDouble(x, y + H) + f.applyAsDouble(x, y - H) - 2 * value) / (H * H);
        return 0.0007 * (Math.abs(dx) + Math.abs(dy)) + 0.0007 * (Math.abs(xx) + Math.abs(yy)) + 1e-6;
    }
}
