package latentlab.client.page;

import latentlab.client.kernel.Network;
import latentlab.latent.Interpolation;

/** The decoded points of a path between two pictures' codes. */
interface CodePath {
    /**
     * Decodes one point.
     *
     * @param alpha  1 at A, 0 at B
     * @param pixels (28,28), overwritten
     */
    void at(float alpha, float[] pixels);

    /** Between two pictures (28,28). */
    static CodePath between(Network network, float[] a, float[] b, Interpolation interpolation) {
        float[] codeA = new float[network.latentDim()];
        float[] codeB = new float[network.latentDim()];
        network.encode(a, codeA);
        network.encode(b, codeB);
        if (interpolation == Interpolation.LINEAR) {
            return network.path(codeA, codeB)::at; // spares the matrix product of each frame
        }
        Network.Blend blend = network.blend(codeA, codeB);
        return (alpha, pixels) -> blend.at(interpolation.shares(codeA, codeB, alpha), pixels);
    }
}
