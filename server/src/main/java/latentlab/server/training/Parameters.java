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

    final FloatPointer decoderPictures;
    final FloatPointer encoderConv1;
    final FloatPointer encoderConv2;
    final FloatPointer encoderLinear;
    final FloatPointer decoderConv2;
    final FloatPointer decoderConv1;
    private final FloatMemory memory;

    Parameters(ParameterLayout layout, float[] values) {
        this.layout = layout;
        this.values = values;
        memory = new FloatMemory(values.length);
        folded = new FloatMemory((layout.latentDim() + 1L) * 196 * layout.channels());
        decoderPictures = memory.at(layout.decoderPictures());
        encoderConv1 = memory.at(layout.encoderConv1());
        encoderConv2 = memory.at(layout.encoderConv2());
        encoderLinear = memory.at(layout.encoderLinear());
        decoderConv2 = memory.at(layout.decoderConv2());
        decoderConv1 = memory.at(layout.decoderConv1());
        upload(0, values.length);
    }

    /** Takes changed values over into native memory. */
    void upload(int from, int to) {
        memory.put(from, values, from, to - from);
    }

    /** A copy of some values, such as a bias. */
    float[] slice(int from, int length) {
        return Arrays.copyOfRange(values, from, from + length);
    }
}
