package latentlab.client.view;

/** What pointers and keys do on a map; positions and ways in shares of the screen's square. */
interface MapTool {
    /** The map is pushed. */
    void push(double dx, double dy);

    /** The map comes closer, by a factor; what is at the position stays there. */
    void enlarge(double factor, double x, double y);

    /** Something is looked at. */
    void look(double x, double y);

    /** Nothing is looked at any more. */
    void lookAway();

    /** Something is taken. */
    void take(double x, double y);

    /** Whether a pointer draws a lasso, rather than pushing the map. */
    boolean isLasso();

    /** A lasso begins. */
    void beginLasso(double x, double y);

    /** A lasso goes on. */
    void dragLasso(double x, double y);

    /** A lasso closes, or is given up. */
    void endLasso(boolean closed);
}
