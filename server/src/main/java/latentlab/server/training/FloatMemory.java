package latentlab.server.training;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Float32 values in ND4J's native memory, where matrix products read and write them.
 *
 * <p>Elementwise passes run in Java on arrays of the heap, since the compiler turns a plain loop over arrays into SIMD
 * instructions and does not do so for native memory; {@link #get} and {@link #put} carry a block over while it is in
 * the cache.
 */
final class FloatMemory {
    private final INDArray array;
    private final FloatPointer pointer;

    /** As many zeros. */
    FloatMemory(long length) {
        array = Nd4j.zeros(DataType.FLOAT, Math.max(1, length));
        pointer = new FloatPointer(array.data().addressPointer());
    }

    /** The first value's place. */
    FloatPointer start() {
        return pointer;
    }

    /** The place of one value; valid as long as this object is. */
    FloatPointer at(long index) {
        return index == 0 ? pointer : pointer.getPointer(index);
    }

    /** Copies values from here into an array. */
    void get(long from, float[] values, int at, int count) {
        at(from).get(values, at, count);
    }

    /** Copies values from an array to here. */
    void put(long to, float[] values, int at, int count) {
        at(to).put(values, at, count);
    }

    long length() {
        return array.length();
    }
}
