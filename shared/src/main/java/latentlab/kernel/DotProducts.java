package latentlab.kernel;

/**
 * Emits y = Wx + b for few outputs and many inputs: up to eight outputs at a time, each with a vector of four partial
 * sums. The weights lie as (pass, inputs/4, output, 4).
 */
final class DotProducts {
    private static final int TOGETHER = 8;

    private final int inputs;
    private final int outputs;
    private final int weight;
    private final int bias; // (out,4), the last three of each are 0

    /** @param inputs as they lie in memory, a multiple of 4 */
    DotProducts(MemoryPlan plan, int inputs, int outputs) {
        this.inputs = inputs;
        this.outputs = outputs;
        weight = plan.reserve(inputs * outputs);
        bias = plan.reserve(4 * outputs);
    }

    /**
     * Emits the map.
     *
     * @param x address (in)
     * @param y address (out)
     */
    void emit(WasmCode f, int x, int y) {
        int at = f.local(WasmCode.I32);
        int w = f.local(WasmCode.I32);
        int factor = f.local(WasmCode.V128);
        int[] sum = f.locals(WasmCode.V128, TOGETHER);
        f.i32Const(weight).localSet(w);
        for (int first = 0; first < outputs; first += TOGETHER) {
            int count = Math.min(TOGETHER, outputs - first);
            for (int o = 0; o < count; o++) {
                f.i32Const(0).v128Load(bias + 16 * (first + o)).localSet(sum[o]);
            }
            f.loopFrom(at, 0);
            f.localGet(at).v128Load(x).localSet(factor);
            for (int o = 0; o < count; o++) {
                f.localGet(sum[o]).localGet(factor).localGet(w).v128Load(16 * o);
                f.f32x4Mul().f32x4Add().localSet(sum[o]);
            }
            f.increment(w, 16 * count);
            f.endLoop(at, 16, 4 * inputs);
            for (int o = 0; o < count; o++) {
                emitSum(f, sum[o], y + 4 * (first + o));
            }
        }
    }

    /** Stores the sum of a vector's lanes. */
    private static void emitSum(WasmCode f, int vector, int address) {
        f.localGet(vector).localGet(vector).localGet(vector).f32x4Shuffle(2, 3, 0, 1);
        f.f32x4Add().localSet(vector);
        f.i32Const(0);
        f.localGet(vector).localGet(vector).localGet(vector).f32x4Shuffle(1, 0, 3, 2);
        f.f32x4Add().f32x4ExtractLane(0).f32Store(address);
    }

    /**
     * Packs the weights.
     *
     * @param biases (out)
     * @param entry  weight of an input, as it lies in memory, and an output
     */
    void load(float[] memory, float[] biases, RowProducts.Entry entry) {
        int to = weight / 4;
        for (int first = 0; first < outputs; first += TOGETHER) {
            int count = Math.min(TOGETHER, outputs - first);
            for (int i = 0; i < inputs; i++) {
                for (int o = 0; o < count; o++) {
                    memory[to + (i / 4 * count + o) * 4 + i % 4] = entry.at(i, first + o);
                }
            }
            to += inputs * count;
        }
        for (int o = 0; o < outputs; o++) {
            memory[bias / 4 + 4 * o] = biases[o];
        }
    }
}
