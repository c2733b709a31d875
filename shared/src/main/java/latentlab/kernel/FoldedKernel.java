package latentlab.kernel;

import latentlab.weights.Safetensors;

/**
 * The folded decoder in WebAssembly. Exports {@code decode()}, from the code to the pixels; {@code place(i)}, from the
 * code to the pre-activations of one of four corners; and from those to the pixels {@code mix(α)}, between the first (1)
 * and the second (0), and {@code blend(share, share, share, share)} of all four.
 */
final class FoldedKernel implements DecoderKernel {
    private static final int CORNERS = 4;

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
        int corners = affine.reserveOutputs(plan, CORNERS);
        picture = new PictureKernel(plan, assembler, channels, hidden);
        WasmCode decode = assembler.export("decode");
        affine.emit(decode, code, hidden, true);
        decode.call(picture.function());
        emitPlace(assembler.export("place", WasmCode.I32), corners);
        emitMix(assembler.export("mix", WasmCode.F32), hidden, corners);
        emitBlend(assembler.export("blend", WasmCode.F32, WasmCode.F32, WasmCode.F32, WasmCode.F32), hidden, corners);
    }

    /** The code's pre-activations, to be the corner of that number. */
    private void emitPlace(WasmCode f, int corners) {
        f.localGet(0).i32Const(affine.stride()).i32Mul().localSet(0);
        affine.emitTo(f, code, corners, 0);
    }

    /** max(α·first + (1−α)·second, 0), then the picture. */
    private void emitMix(WasmCode f, int hidden, int corners) {
        int at = f.local(WasmCode.I32);
        int near = f.local(WasmCode.V128);
        int far = f.local(WasmCode.V128);
        f.localGet(0).f32x4Splat().localSet(near);
        f.f32x4Const(1).localGet(near).f32x4Sub().localSet(far);
        f.loopFrom(at, 0);
        for (int offset = 0; offset < 32; offset += 16) {
            f.localGet(at).f32x4Const(0);
            f.localGet(at).v128Load(corners + offset).localGet(near).f32x4Mul();
            f.localGet(at)
                    .v128Load(corners + affine.stride() + offset)
                    .localGet(far)
                    .f32x4Mul();
            f.f32x4Add().f32x4Pmax().v128Store(hidden + offset);
        }
        f.endLoop(at, 32, 196 * channels * 4);
        f.call(picture.function());
    }

    /** max(b + Σ share·(corner − b), 0) with the biases b, which is as much for any shares; then the picture. */
    private void emitBlend(WasmCode f, int hidden, int corners) {
        int at = f.local(WasmCode.I32);
        int bias = f.local(WasmCode.V128);
        int[] shares = f.locals(WasmCode.V128, CORNERS);
        for (int corner = 0; corner < CORNERS; corner++) {
            f.localGet(corner).f32x4Splat().localSet(shares[corner]);
        }
        f.loopFrom(at, 0);
        f.localGet(at).f32x4Const(0);
        f.localGet(at).v128Load(affine.bias()).localTee(bias);
        for (int corner = 0; corner < CORNERS; corner++) {
            f.localGet(at).v128Load(corners + corner * affine.stride());
            f.localGet(bias).f32x4Sub().localGet(shares[corner]).f32x4Mul().f32x4Add();
        }
        f.f32x4Pmax().v128Store(hidden);
        f.endLoop(at, 16, 196 * channels * 4);
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
