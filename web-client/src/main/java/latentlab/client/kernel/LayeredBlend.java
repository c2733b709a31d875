package latentlab.client.kernel;

/** A blend by its codes: adds them up and decodes the sum. */
final class LayeredBlend implements Network.Blend {
    private final Network network;
    private final float[][] codes;
    private final float[] sum;

    LayeredBlend(Network network, float[][] codes) {
        this.network = network;
        this.codes = codes.clone();
        sum = new float[network.latentDim()];
    }

    @Override
    public void at(double[] shares, float[] pixels) {
        for (int k = 0; k < sum.length; k++) {
            double value = 0;
            for (int i = 0; i < codes.length; i++) {
                value += shares[i] * codes[i][k];
            }
            sum[k] = (float) value;
        }
        network.decode(sum, pixels);
    }
}
