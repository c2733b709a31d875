package latentlab.client.benchmark;

import latentlab.client.kernel.Network;
import latentlab.image.DigitImage;
import latentlab.latent.Interpolation;

/**
 * What a few pictures became elsewhere: on the server, or by the plainest of ways in this page.
 *
 * @param alpha   of the points between
 * @param pixels  (n,784)
 * @param codes   (n,d), E(pixels)
 * @param decoded (n,784), D(code)
 * @param between (n,784), D(α·code + (1−α)·next code), the first one's after the last
 */
public record Reference(float alpha, float[][] pixels, float[][] codes, float[][] decoded, float[][] between) {
    /**
     * What a network makes of pictures, which should be one that takes no short cut: points between are mixed as codes.
     *
     * @param alpha  of the points between
     * @param pixels (n,784)
     */
    public static Reference by(Network network, float alpha, float[][] pixels) {
        int n = pixels.length;
        float[][] codes = new float[n][network.latentDim()];
        float[][] decoded = new float[n][DigitImage.PIXELS];
        float[][] between = new float[n][DigitImage.PIXELS];
        for (int i = 0; i < n; i++) {
            network.encode(pixels[i], codes[i]);
            network.decode(codes[i], decoded[i]);
        }
        for (int i = 0; i < n; i++) {
            network.decode(Interpolation.LINEAR.mix(codes[i], codes[(i + 1) % n], alpha), between[i]);
        }
        return new Reference(alpha, pixels, codes, decoded, between);
    }

    /** One call of an operation, each time with the next picture. */
    public Runnable call(Network network, Operation operation) {
        float[] code = new float[network.latentDim()];
        float[] picture = new float[DigitImage.PIXELS];
        int n = pixels.length;
        int[] turn = new int[1];
        return switch (operation) {
            case ENCODE -> () -> network.encode(pixels[turn[0]++ % n], code);
            case DECODE -> () -> network.decode(codes[turn[0]++ % n], picture);
            case INTERPOLATE -> {
                Network.Path path = network.path(codes[0], codes[1 % n]);
                yield () -> path.at(turn[0]++ % 101 / 100f, picture);
            }
        };
    }

    /** Largest difference between these numbers and the network's. */
    public double difference(Network network, Operation operation) {
        double largest = 0;
        for (int i = 0; i < pixels.length; i++) {
            largest = Math.max(largest, difference(network, operation, i));
        }
        return largest;
    }

    private double difference(Network network, Operation operation, int i) {
        float[] code = new float[network.latentDim()];
        float[] picture = new float[DigitImage.PIXELS];
        switch (operation) {
            case ENCODE -> network.encode(pixels[i], code);
            case DECODE -> network.decode(codes[i], picture);
            case INTERPOLATE ->
                network.path(codes[i], codes[(i + 1) % codes.length]).at(alpha, picture);
        }
        return switch (operation) {
            case ENCODE -> difference(code, codes[i]);
            case DECODE -> difference(picture, decoded[i]);
            case INTERPOLATE -> difference(picture, between[i]);
        };
    }

    private static double difference(float[] a, float[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = Math.abs((double) a[i] - b[i]);
            if (!(difference <= largest)) { // also what is not a number
                largest = difference;
            }
        }
        return largest;
    }
}
