package latentlab.client.kernel;

/**
 * How to open a model.
 *
 * @param kernel    which code computes; null for the fastest that this browser has
 * @param graph     which decoder computes
 * @param precision which of the server's files to fetch; says nothing about a file that is already here
 */
public record NetworkOptions(Kernel kernel, Graph graph, Precision precision) {
    /** The fastest kernel, folded, float32. */
    public static final NetworkOptions DEFAULT = new NetworkOptions(null, Graph.FOLDED, Precision.F32);

    /** The fastest kernel, folded, 16 bits: what a page needs to start soon. */
    public static final NetworkOptions SMALL = new NetworkOptions(null, Graph.FOLDED, Precision.F16);

    /** Who computes. */
    public enum Kernel {
        /** WebAssembly with 128-bit vectors. */
        SIMD("simd"),
        /** The same Java as on the server. */
        JAVA("java");

        private final String word;

        Kernel(String word) {
            this.word = word;
        }

        /** The API's word for it. */
        public String word() {
            return word;
        }
    }

    /** Which decoder computes; both are the same function. */
    public enum Graph {
        /** The first two layers as one map. */
        FOLDED,
        /** Layer by layer, as it was trained. */
        LAYERED
    }

    /** Which files to fetch. */
    public enum Precision {
        /** The exact weights. */
        F32(""),
        /** Rounded to 16 bits: half the size, pixels within 3e-3. */
        F16(".f16");

        private final String infix;

        Precision(String infix) {
            this.infix = infix;
        }

        /** The file's name for a part of the model. */
        String fileName(String part) {
            return part + infix + ".safetensors";
        }
    }
}
