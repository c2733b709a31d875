package latentlab.kernel;

/** A decoder in WebAssembly, which exports {@code decode()}. */
interface DecoderKernel {
    /** Address (d). */
    int code();

    /** Address (28,28). */
    int pixels();

    /**
     * Packs the weights.
     *
     * @param memory    the kernel's memory as numbers
     * @param addresses the same memory as integers
     */
    void load(float[] memory, int[] addresses);
}
