package latentlab.client.kernel;

/** A path by its codes: mixes them and decodes the mix. */
final class LayeredPath implements Network.Path {
    private final Network network;
    private final float[] from;
    private final float[] to;
    private final float[] mixed;

    LayeredPath(Network network, float[] from, float[] to) {
        this.network = network;
        this.from = from.clone();
        this.to = to.clone();
        mixed = new float[from.length];
    }

    @Override
    public void at(float alpha, float[] pixels) {
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = alpha * from[i] + (1 - alpha) * to[i];
        }
        network.decode(mixed, pixels);
    }
}
