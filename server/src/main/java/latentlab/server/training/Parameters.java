package latentlab.server.training;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The parameters, on the heap where they are updated and in native memory where matrix products take them. Shared by
 * all threads.
 */
final class Parameters {
    final ParameterLayout layout;
    final float[] values;
    /** (d+1, 196c) in (picture, row, column, channel) order: the decoder's Linear and ConvTranspose2d as one map. */
    final FloatMemory folded;

    final WinogradWeights encoderConv2;
    final WinogradWeights decoderConv2;
    final FloatPointer encoderConv1;
    final FloatPointer encoderLinear;
    final FloatPointer decoderConv1;
    private final FloatMemory memory;

    Parameters(ParameterLayout layout, float[] values) {
        this.layout = layout;
        this.values = values;
        memory = new FloatMemory(values.length);
        folded = new FloatMemory((layout.latentDim() + 1L) * 196 * layout.channels());
        encoderConv2 = new WinogradWeights(layout.channels());
        decoderConv2 = new WinogradWeights(layout.channels());
        encoderConv1 = memory.at(layout.encoderConv1());
        encoderLinear = memory.at(layout.encoderLinear());
        decoderConv1 = memory.at(layout.decoderConv1());
        upload(0, values.length);
    }

    /** Takes changed values over into native memory. */
    void upload(int from, int to) {
        memory.put(from, values, from, to - from);
    }

    /** Transforms a part of the weights of both second layers; has to be done for all parts after a change. */
    void transform(int from, int to) {
        encoderConv2.transform(values, layout.encoderConv2(), from, to);
        decoderConv2.transform(values, layout.decoderConv2(), from, to);
    }

    /** A copy of some values, such as a bias. */
    float[] slice(int from, int length) {
        return Arrays.copyOfRange(values, from, from + length);
    }
}
