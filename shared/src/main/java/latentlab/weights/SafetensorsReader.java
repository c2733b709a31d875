package latentlab.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads safetensors files with float32 or float16 tensors; float16 is widened. */
public final class SafetensorsReader {
    private SafetensorsReader() {}

    /**
     * Reads a whole file. Needs memory in proportion to the file's size, whatever its header claims.
     *
     * @throws MalformedWeightsException when it is no safetensors file
     */
    public static Safetensors read(byte[] file) {
        SafetensorsHeader header = SafetensorsHeader.read(file);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        for (SafetensorsHeader.Entry entry : header.entries()) {
            bytes.position(header.dataOffset() + entry.begin());
            boolean half = entry.dtype().equals("F16");
            float[] data = new float[(entry.end() - entry.begin()) / (half ? 2 : 4)];
            for (int i = 0; i < data.length; i++) {
                data[i] = half ? Half.toFloat(bytes.getShort()) : bytes.getFloat();
            }
            tensors.put(entry.name(), new Tensor(entry.shape(), data));
        }
        return new Safetensors(header.metadata(), tensors);
    }
}
