package latentlab.client.view;

/** What a pointer or the keyboard leads over the surface; positions in sides of the surface. */
interface Tool {
    void down(float x, float y);

    void moveTo(float x, float y);

    void up();
}
