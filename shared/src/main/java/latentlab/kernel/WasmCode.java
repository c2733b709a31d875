package latentlab.kernel;

/**
 * The body of a WebAssembly function. Each method emits one instruction of the same name; addresses are a number on the
 * stack plus a constant offset.
 *
 * @see <a href="https://webassembly.github.io/spec/core/binary/instructions.html">WebAssembly specification,
 *     Instructions</a>
 */
final class WasmCode {
    static final int I32 = 0x7f;
    static final int F32 = 0x7d;
    static final int V128 = 0x7b;

    /** log₂ of the alignment that loads and stores promise: none, as it is only a hint. */
    private static final int UNALIGNED = 0;

    /** The four bytes of lane 0, and what makes of them those of the next lane. */
    private static final int BYTES = 0x03020100;

    private static final int LANE = 0x04040404;

    private final int index;
    private final WasmBytes code = new WasmBytes();
    private final WasmBytes locals = new WasmBytes();
    private final int parameters;
    private int localCount;

    WasmCode(int index, int parameters) {
        this.index = index;
        this.parameters = parameters;
    }

    /** A new local variable; parameters come first, from 0 on. */
    int local(int type) {
        locals.unsigned(1).put(type);
        return parameters + localCount++;
    }

    /** Several new local variables of the same type. */
    int[] locals(int type, int count) {
        int[] indices = new int[count];
        for (int i = 0; i < count; i++) {
            indices[i] = local(type);
        }
        return indices;
    }

    WasmBytes body() {
        return new WasmBytes().unsigned(localCount).put(locals).put(code).put(0x0b);
    }

    // control

    WasmCode block() {
        return op(0x02).op(0x40);
    }

    WasmCode loop() {
        return op(0x03).op(0x40);
    }

    WasmCode end() {
        return op(0x0b);
    }

    WasmCode brIf(int depth) {
        code.put(0x0d).unsigned(depth);
        return this;
    }

    WasmCode call(WasmCode function) {
        code.put(0x10).unsigned(function.index);
        return this;
    }

    /** Starts a loop over variable = from …; {@link #endLoop} closes it. It runs at least once. */
    WasmCode loopFrom(int variable, int from) {
        return i32Const(from).localSet(variable).loop();
    }

    /** Goes on with variable + step while that is below the limit. */
    WasmCode endLoop(int variable, int step, int limit) {
        return increment(variable, step)
                .localGet(variable)
                .i32Const(limit)
                .i32LtU()
                .brIf(0)
                .end();
    }

    /** variable += step. */
    WasmCode increment(int variable, int step) {
        return localGet(variable).i32Const(step).i32Add().localSet(variable);
    }

    // variables

    WasmCode localGet(int local) {
        code.put(0x20).unsigned(local);
        return this;
    }

    WasmCode localSet(int local) {
        code.put(0x21).unsigned(local);
        return this;
    }

    WasmCode localTee(int local) {
        code.put(0x22).unsigned(local);
        return this;
    }

    // numbers

    WasmCode i32Const(int value) {
        code.put(0x41).signed(value);
        return this;
    }

    WasmCode i32Load(int offset) {
        return memory(0x28, offset);
    }

    WasmCode f32Store(int offset) {
        return memory(0x38, offset);
    }

    WasmCode i32LtU() {
        return op(0x49);
    }

    WasmCode i32GeU() {
        return op(0x4f);
    }

    WasmCode i32Add() {
        return op(0x6a);
    }

    WasmCode i32Mul() {
        return op(0x6c);
    }

    /** Copies size bytes; takes destination, source and size from the stack. */
    WasmCode memoryCopy() {
        return op(0xfc).op(0x0a).op(0x00).op(0x00);
    }

    /** Fills size bytes; takes destination, value and size from the stack. */
    WasmCode memoryFill() {
        return op(0xfc).op(0x0b).op(0x00);
    }

    // vectors of 128 bits

    WasmCode v128Load(int offset) {
        return vectorMemory(0x00, offset);
    }

    /** Four numbers of 16 bits without sign, each widened to 32. */
    WasmCode v128Load16x4U(int offset) {
        return vectorMemory(0x04, offset);
    }

    WasmCode v128Load32Splat(int offset) {
        return vectorMemory(0x09, offset);
    }

    WasmCode v128Store(int offset) {
        return vectorMemory(0x0b, offset);
    }

    /** A constant with the same number in all four lanes. */
    WasmCode f32x4Const(float value) {
        return i32x4Const(Float.floatToIntBits(value));
    }

    /** A constant with the same number in all four lanes. */
    WasmCode i32x4Const(int value) {
        vector(0x0c);
        code.int32(value).int32(value).int32(value).int32(value);
        return this;
    }

    /** Picks four lanes of two vectors of four, numbered 0 to 7. */
    WasmCode f32x4Shuffle(int a, int b, int c, int d) {
        vector(0x0d);
        code.int32(LANE * a + BYTES)
                .int32(LANE * b + BYTES)
                .int32(LANE * c + BYTES)
                .int32(LANE * d + BYTES);
        return this;
    }

    WasmCode f32x4Splat() {
        return vector(0x13);
    }

    WasmCode f32x4ExtractLane(int lane) {
        vector(0x1f);
        code.put(lane);
        return this;
    }

    WasmCode v128And() {
        return vector(0x4e);
    }

    WasmCode v128Or() {
        return vector(0x50);
    }

    WasmCode i32x4Shl() {
        return vector(0xab);
    }

    WasmCode f32x4Add() {
        return vector(0xe4);
    }

    WasmCode f32x4Sub() {
        return vector(0xe5);
    }

    WasmCode f32x4Mul() {
        return vector(0xe6);
    }

    WasmCode f32x4Div() {
        return vector(0xe7);
    }

    /** b &lt; a ? b : a, one machine instruction where min takes several. */
    WasmCode f32x4Pmin() {
        return vector(0xea);
    }

    /** a &lt; b ? b : a, one machine instruction where max takes several. */
    WasmCode f32x4Pmax() {
        return vector(0xeb);
    }

    private WasmCode op(int value) {
        code.put(value);
        return this;
    }

    private WasmCode memory(int opcode, int offset) {
        code.put(opcode).unsigned(UNALIGNED).unsigned(offset);
        return this;
    }

    private WasmCode vector(int opcode) {
        code.put(0xfd).unsigned(opcode);
        return this;
    }

    private WasmCode vectorMemory(int opcode, int offset) {
        vector(opcode);
        code.unsigned(UNALIGNED).unsigned(offset);
        return this;
    }
}
