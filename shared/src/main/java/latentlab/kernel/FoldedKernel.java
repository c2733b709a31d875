package latentlab.kernel;

import latentlab.weights.Safetensors;

/**
 * The folded decoder in WebAssembly. Exports {@code decode()}, from the code to the pixels; {@code from()} and
 * {@code to()}, from the code to the pre-activations of a path's two ends; {@code mix(α)}, from those to the pixels.
 */
final class FoldedKernel implements DecoderKernel {
    private final Safetensors weights;
    private final int channels; // in memory
    private final int code;
    private final AffineMap affine;
    private final PictureKernel picture;

    FoldedKernel(MemoryPlan plan, WasmAssembler assembler, Safetensors weights) {
        this.weights = weights;
        int c = weights.require("decoder.conv1.weight", -1, 1, 4, 4).shape()[0];
        int d = weights.require("folded.weight", 196 * c, -1).shape()[1];
        weights.require("folded.bias", 196 * c);
        PictureKernel.check(weights);
        channels = MemoryPlan.eights(c);
        code = plan.reserve(d);
        affine = new AffineMap(plan, d, 196 * channels);
        int hidden = affine.reserveOutput(plan);
        int from = affine.reserveOutput(plan);
        int to = affine.reserveOutput(plan);
        picture = new PictureKernel(plan, assembler, channels, hidden);
        WasmCode decode = assembler.export("decode");
        affine.emit(decode, code, hidden, true);
        decode.call(picture.function());
        affine.emit(assembler.export("from"), code, from, false);
        affine.emit(assembler.export("to"), code, to, false);
        emitMix(assembler.export("mix", WasmCode.F32), hidden, from, to);
    }

    /** max(α·from + (1−α)·to, 0), then the picture. */
    private void emitMix(WasmCode f, int hidden, int from, int to) {
        int at = f.local(WasmCode.I32);
        int near = f.local(WasmCode.V128);
        int far = f.local(WasmCode.V128);
        f.localGet(0).f32x4Splat().localSet(near);
        f.f32x4Const(1).localGet(near).f32x4Sub().localSet(far);
        f.loopFrom(at, 0);
        for (int offset = 0; offset < 32; offset += 16) {
            f.localGet(at).f32x4Const(0);
            f.localGet(at).v128Load(from + offset).localGet(near).f32x4Mul();
            f.localGet(at).v128Load(to + offset).localGet(far).f32x4Mul();
            f.f32x4Add().f32x4Pmax().v128Store(hidden + offset);
        }
        f.endLoop(at, 32, 196 * channels * 4);
        f.call(picture.function());
    }

    @Override
    public int code() {
        return code;
    }

    @Override
    public int pixels() {
        return picture.pixels();
    }

    @Override
    public void load(float[] memory, int[] addresses) {
        float[] weight = weights.tensors().get("folded.weight").data();
        float[] bias = weights.tensors().get("folded.bias").data();
        affine.load(memory, weight, bias, 196, channels);
        picture.load(memory, addresses, weights);
    }
}
