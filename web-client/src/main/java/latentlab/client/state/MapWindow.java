package latentlab.client.state;

/**
 * The part of a map that is seen, a square. The map itself is the square [0,1]²; positions on the screen are shares of the
 * screen's square.
 *
 * @param x    of the middle, on the map
 * @param y    likewise
 * @param zoom 1 shows the whole map, 2 half of its side
 */
public record MapWindow(double x, double y, double zoom) {
    /** The whole map. */
    public static final MapWindow WHOLE = new MapWindow(0.5, 0.5, 1);

    private static final double CLOSEST = 64;

    /** Steps that a link keeps: of a position, and of the zoom. */
    private static final int GRID = 1_000_000;

    private static final int ZOOM_GRID = 1000;

    /** From the screen to the map. */
    public double mapX(double screenX) {
        return x + (screenX - 0.5) / zoom;
    }

    /** From the screen to the map. */
    public double mapY(double screenY) {
        return y + (screenY - 0.5) / zoom;
    }

    /** From the map to the screen. */
    public double screenX(double mapX) {
        return (mapX - x) * zoom + 0.5;
    }

    /** From the map to the screen. */
    public double screenY(double mapY) {
        return (mapY - y) * zoom + 0.5;
    }

    /** After the map was moved over the screen. */
    public MapWindow moved(double screenX, double screenY) {
        return within(x - screenX / zoom, y - screenY / zoom, zoom);
    }

    /** Closer by a factor; what is at a point of the screen stays there. */
    public MapWindow zoomed(double factor, double screenX, double screenY) {
        double closer = Math.max(1, Math.min(CLOSEST, zoom * factor));
        return within(mapX(screenX) - (screenX - 0.5) / closer, mapY(screenY) - (screenY - 0.5) / closer, closer);
    }

    /** Its middle stays on the map. */
    private static MapWindow within(double x, double y, double zoom) {
        return new MapWindow(Math.max(0, Math.min(1, x)), Math.max(0, Math.min(1, y)), zoom);
    }

    /** The nearest window that a link can carry. */
    public MapWindow snapped() {
        return new MapWindow(
                whole(x * GRID) / (double) GRID,
                whole(y * GRID) / (double) GRID,
                whole(zoom * ZOOM_GRID) / (double) ZOOM_GRID);
    }

    /** Three numbers with dots between: the middle in millionths, the zoom in thousandths; empty for the whole map. */
    String write() {
        return snapped().equals(WHOLE) ? "" : whole(x * GRID) + "." + whole(y * GRID) + "." + whole(zoom * ZOOM_GRID);
    }

    static MapWindow read(String text) {
        int first = text.indexOf('.');
        int second = text.indexOf('.', first + 1);
        if (first < 0 || second < 0) {
            return WHOLE;
        }
        int x = Fragment.wholeNumber(text.substring(0, first));
        int y = Fragment.wholeNumber(text.substring(first + 1, second));
        int zoom = Fragment.wholeNumber(text.substring(second + 1));
        return x < 0 || y < 0 || zoom < ZOOM_GRID || zoom > ZOOM_GRID * CLOSEST
                ? WHOLE
                : within(x / (double) GRID, y / (double) GRID, zoom / (double) ZOOM_GRID);
    }

    private static int whole(double number) {
        return (int) (number + 0.5);
    }
}
