package latentlab.kernel;

/**
 * The kernel that does most of the work: a list of rows times a matrix, four rows and eight columns at a time, which is
 * what fits into 16 vector registers. All convolutions are made of it.
 *
 * <p>A list is made of pairs of addresses, a row's inputs and its outputs; its length is a multiple of {@link #ROWS}.
 * The matrix lies as (columns/8, inputs, 8).
 */
final class RowProducts {
    /** Rows computed together. */
    static final int ROWS = 4;
    /** Bytes of a list's entry. */
    static final int ENTRY = 8;

    private static final int LIST = 0;
    private static final int END = 1;
    private static final int MATRIX = 2;

    private final WasmCode f;
    private final int[] inputs; // addresses of the rows' inputs
    private final int column; // in bytes
    private final int entry;
    private final int w;
    private final int[] sums; // (row, half)
    private final int[] weights; // (half)
    private final int factor;

    private RowProducts(WasmCode f) {
        this.f = f;
        inputs = f.locals(WasmCode.I32, ROWS);
        column = f.local(WasmCode.I32);
        entry = f.local(WasmCode.I32);
        w = f.local(WasmCode.I32);
        sums = f.locals(WasmCode.V128, 2 * ROWS);
        weights = f.locals(WasmCode.V128, 2);
        factor = f.local(WasmCode.V128);
    }

    /**
     * Emits a function (list, end of the list, matrix) for rows whose inputs follow each other.
     *
     * @param length  inputs of a row, a multiple of 4
     * @param columns a multiple of 8
     */
    static WasmCode emit(WasmAssembler assembler, int length, int columns) {
        RowProducts kernel = new RowProducts(assembler.function(WasmCode.I32, WasmCode.I32, WasmCode.I32));
        WasmCode f = kernel.f;
        int end = f.local(WasmCode.I32);
        int unrolled = length % 8 == 0 ? 8 : 4;
        kernel.begin();
        for (int sum : kernel.sums) {
            f.f32x4Const(0).localSet(sum);
        }
        f.localGet(MATRIX).i32Const(32 * length).i32Add().localSet(end).loop();
        for (int k = 0; k < unrolled; k++) {
            kernel.multiply(4 * k, 32 * k);
        }
        for (int input : kernel.inputs) {
            f.increment(input, 4 * unrolled);
        }
        f.increment(kernel.w, 32 * unrolled);
        f.localGet(kernel.w).localGet(end).i32LtU().brIf(0).end();
        kernel.end(length, columns);
        return f;
    }

    /**
     * Emits the same for rows of a few inputs at the given distances, with y = max(x·W + bias, 0) − shift.
     *
     * @param offsets of the inputs from the row's address, in bytes
     * @param bias    address (columns)
     * @param shift   address (columns)
     */
    static WasmCode emit(WasmAssembler assembler, int[] offsets, int columns, int bias, int shift) {
        RowProducts kernel = new RowProducts(assembler.function(WasmCode.I32, WasmCode.I32, WasmCode.I32));
        WasmCode f = kernel.f;
        kernel.begin();
        for (int i = 0; i < 2 * ROWS; i++) {
            f.localGet(kernel.column).v128Load(bias + 16 * (i % 2)).localSet(kernel.sums[i]);
        }
        for (int k = 0; k < offsets.length; k++) {
            kernel.multiply(offsets[k], 32 * k);
        }
        for (int i = 0; i < 2 * ROWS; i++) {
            f.f32x4Const(0).localGet(kernel.sums[i]).f32x4Pmax();
            f.localGet(kernel.column).v128Load(shift + 16 * (i % 2)).f32x4Sub();
            f.localSet(kernel.sums[i]);
        }
        kernel.end(offsets.length, columns);
        return f;
    }

    /** Starts the loops over the columns, by eights, and the list. */
    private void begin() {
        f.block().localGet(LIST).localGet(END).i32GeU().brIf(0);
        f.loopFrom(column, 0);
        f.localGet(LIST).localSet(entry).loop();
        for (int row = 0; row < ROWS; row++) {
            f.localGet(entry).i32Load(ENTRY * row).localSet(inputs[row]);
        }
        f.localGet(MATRIX).localSet(w);
    }

    /** Stores the sums and goes on. */
    private void end(int length, int columns) {
        for (int i = 0; i < 2 * ROWS; i++) {
            f.localGet(entry).i32Load(ENTRY * (i / 2) + 4).localGet(column).i32Add();
            f.localGet(sums[i]).v128Store(16 * (i % 2));
        }
        f.increment(entry, ENTRY * ROWS);
        f.localGet(entry).localGet(END).i32LtU().brIf(0).end();
        f.increment(MATRIX, 32 * length);
        f.endLoop(column, 32, 4 * columns);
        f.end();
    }

    /** Each row's sum += its input × the matrix's row. */
    private void multiply(int inputOffset, int weightOffset) {
        for (int half = 0; half < 2; half++) {
            f.localGet(w).v128Load(weightOffset + 16 * half).localSet(weights[half]);
        }
        for (int row = 0; row < ROWS; row++) {
            f.localGet(inputs[row]).v128Load32Splat(inputOffset).localSet(factor);
            for (int half = 0; half < 2; half++) {
                int sum = sums[2 * row + half];
                f.localGet(sum)
                        .localGet(factor)
                        .localGet(weights[half])
                        .f32x4Mul()
                        .f32x4Add()
                        .localSet(sum);
            }
        }
    }

    /**
     * Packs a matrix.
     *
     * @param at     address
     * @param length rows, inputs
     * @param filled columns that hold something, of those rounded up to eights
     */
    static void load(float[] memory, int at, int length, int filled, Entry entry) {
        for (int column = 0; column < filled; column++) {
            int to = at / 4 + column / 8 * 8 * length + column % 8;
            for (int k = 0; k < length; k++) {
                memory[to + 8 * k] = entry.at(k, column);
            }
        }
    }

    /** A matrix by its entries. */
    interface Entry {
        float at(int row, int column);
    }
}
