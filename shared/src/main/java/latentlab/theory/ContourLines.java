package latentlab.theory;

import java.util.Arrays;

/**
 * Lines of equal height of a function of two variables, by marching squares (Lorensen and Cline's marching cubes, 1987, in
 * the plane) over its values on a grid. Within a square the function counts as linear along the edges.
 */
public final class ContourLines {
    private final double left;
    private final double bottom;
    private final double cell;
    private final double[][] values; // (rows, columns), from the lower left corner

    /** A function of the plane. */
    public interface Height {
        double value(double x, double y);
    }

    /** Hears the pieces of a line, in no order. */
    public interface Pieces {
        void piece(double fromX, double fromY, double toX, double toY);
    }

    /**
     * @param cells for each side of the square
     */
    public ContourLines(Height height, double left, double bottom, double side, int cells) {
        this.left = left;
        this.bottom = bottom;
        cell = side / cells;
        values = new double[cells + 1][cells + 1];
        for (int row = 0; row <= cells; row++) {
            for (int column = 0; column <= cells; column++) {
                values[row][column] = height.value(left + column * cell, bottom + row * cell);
            }
        }
    }

    /** Heights that share the square out evenly: as much of it lies between any two neighbours. */
    public double[] levels(int count) {
        int side = values.length;
        double[] sorted = new double[side * side];
        for (int row = 0; row < side; row++) {
            System.arraycopy(values[row], 0, sorted, row * side, side);
        }
        Arrays.sort(sorted);
        double[] levels = new double[count];
        for (int i = 0; i < count; i++) {
            levels[i] = sorted[(int) ((i + 0.5) / count * sorted.length)];
        }
        return levels;
    }

    /** The line at one height. */
    public void trace(double level, Pieces pieces) {
        for (int row = 0; row + 1 < values.length; row++) {
            for (int column = 0; column + 1 < values.length; column++) {
                square(row, column, level, pieces);
            }
        }
    }

    private void square(int row, int column, double level, Pieces pieces) {
        // corners counter-clockwise from the lower left one, and crossings of the edge from each to the next
        double[] v = {
            values[row][column] - level,
            values[row][column + 1] - level,
            values[row + 1][column + 1] - level,
            values[row + 1][column] - level
        };
        double[] xs = new double[4];
        double[] ys = new double[4];
        int crossings = 0;
        for (int edge = 0; edge < 4; edge++) {
            double from = v[edge];
            double to = v[(edge + 1) % 4];
            if (from < 0 != to < 0) {
                double share = from / (from - to);
                xs[crossings] = left + (column + along(edge, share)) * cell;
                ys[crossings] = bottom + (row + along((edge + 3) % 4, share)) * cell;
                crossings++;
            }
        }
        if (crossings == 2) {
            pieces.piece(xs[0], ys[0], xs[1], ys[1]);
        } else if (crossings == 4) { // a saddle in the square: the middle says which corners belong together
            boolean middleLikeFirst = v[0] + v[1] + v[2] + v[3] < 0 == v[0] < 0;
            int partner = middleLikeFirst ? 1 : 3;
            pieces.piece(xs[0], ys[0], xs[partner], ys[partner]);
            pieces.piece(xs[2], ys[2], xs[4 - partner], ys[4 - partner]);
        }
    }

    /** The first coordinate of a point on an edge of the unit square; the second is that of the edge before. */
    private static double along(int edge, double share) {
        return switch (edge) {
            case 0 -> share;
            case 1 -> 1;
            case 2 -> 1 - share;
            default -> 0;
        };
    }
}
