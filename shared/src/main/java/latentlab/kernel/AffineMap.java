package latentlab.kernel;

/**
 * Emits y = Wx + b for many outputs and few inputs. A pass computes 48 outputs at a time in twelve vectors; the weights
 * lie in the order in which they are used, (pass, block, input, 48).
 */
final class AffineMap {
    private static final int BLOCK = 48;
    private static final int VECTORS = BLOCK / 4;
    /** Inputs of a pass, which are unrolled. */
    private static final int UNROLLED = 32;

    private final int inputs;
    private final int blocks;
    private final int weight;
    private final int bias;

    /** @param outputs as they lie in memory, with whatever gaps */
    AffineMap(MemoryPlan plan, int inputs, int outputs) {
        this.inputs = inputs;
        blocks = (outputs + BLOCK - 1) / BLOCK;
        weight = plan.reserve(blocks * BLOCK * inputs);
        bias = plan.reserve(blocks * BLOCK);
    }

    /** Room for the outputs: whole blocks are written. */
    int reserveOutput(MemoryPlan plan) {
        return plan.reserve(blocks * BLOCK);
    }

    /**
     * Emits the map.
     *
     * @param x    address (in)
     * @param y    address (out)
     * @param relu whether to store max(y, 0)
     */
    void emit(WasmCode f, int x, int y, boolean relu) {
        emit(f, x, y, relu, -1);
    }

    /**
     * Emits the map to one of several outputs, which lie one after the other.
     *
     * @param y        address of the first (out)
     * @param distance local variable: how many bytes further the wanted one lies
     */
    void emitTo(WasmCode f, int x, int y, int distance) {
        emit(f, x, y, false, distance);
    }

    /** @param distance −1 for none */
    private void emit(WasmCode f, int x, int y, boolean relu, int distance) {
        int at = f.local(WasmCode.I32);
        int w = f.local(WasmCode.I32);
        int factor = f.local(WasmCode.V128);
        int[] sum = f.locals(WasmCode.V128, VECTORS);
        f.i32Const(weight).localSet(w);
        for (int first = 0; first < inputs; first += UNROLLED) {
            int from = first;
            int count = Math.min(UNROLLED, inputs - first);
            boolean last = first + count == inputs;
            f.loopFrom(at, 0);
            for (int v = 0; v < VECTORS; v++) {
                place(f, at, from == 0 ? -1 : distance);
                f.v128Load((from == 0 ? bias : y) + 16 * v).localSet(sum[v]);
            }
            for (int j = 0; j < count; j++) {
                f.i32Const(0).v128Load32Splat(x + 4 * (from + j)).localSet(factor);
                for (int v = 0; v < VECTORS; v++) {
                    f.localGet(sum[v]).localGet(factor).localGet(w).v128Load(4 * (j * BLOCK + 4 * v));
                    f.f32x4Mul().f32x4Add().localSet(sum[v]);
                }
            }
            for (int v = 0; v < VECTORS; v++) {
                place(f, at, distance);
                if (relu && last) {
                    f.f32x4Const(0).localGet(sum[v]).f32x4Pmax();
                } else {
                    f.localGet(sum[v]);
                }
                f.v128Store(y + 16 * v);
            }
            f.increment(w, 4 * count * BLOCK);
            f.endLoop(at, BLOCK * 4, blocks * BLOCK * 4);
        }
    }

    private static void place(WasmCode f, int at, int distance) {
        f.localGet(at);
        if (distance >= 0) {
            f.localGet(distance).i32Add();
        }
    }

    /** Where the biases are, in the order of the outputs. */
    int bias() {
        return bias;
    }

    /** Bytes from one output to the next, where several are reserved at once. */
    int stride() {
        return 4 * blocks * BLOCK;
    }

    /** Room for several outputs, one after the other. */
    int reserveOutputs(MemoryPlan plan, int count) {
        return plan.reserve(count * blocks * BLOCK);
    }

    /**
     * Packs the weights of outputs that files have as (channel, position) and the memory as (position, channel).
     *
     * @param weights  (c·positions,in)
     * @param biases   (c·positions)
     * @param channels of a position in memory
     */
    void load(float[] memory, float[] weights, float[] biases, int positions, int channels) {
        for (int o = 0; o < biases.length; o++) {
            int to = o % positions * channels + o / positions;
            memory[bias / 4 + to] = biases[o];
            for (int i = 0; i < inputs; i++) {
                int first = i / UNROLLED * UNROLLED;
                int count = Math.min(UNROLLED, inputs - first);
                int row = blocks * first + to / BLOCK * count + i - first;
                memory[weight / 4 + row * BLOCK + to % BLOCK] = weights[o * inputs + i];
            }
        }
    }
}
