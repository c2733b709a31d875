package latentlab.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes safetensors files; the same content gives the same bytes. */
public final class SafetensorsWriter {
    /** Element types that can be written. */
    public enum Precision {
        F32(4),
        F16(2);

        private final int bytes;

        Precision(int bytes) {
            this.bytes = bytes;
        }
    }

    private SafetensorsWriter() {}

    /** A float32 file. */
    public static byte[] write(Safetensors content) {
        return write(content, Precision.F32);
    }

    /** A file with every tensor in the given precision. */
    public static byte[] write(Safetensors content, Precision precision) {
        StringBuilder json = new StringBuilder("{\"__metadata__\":{");
        String separator = "";
        for (Map.Entry<String, String> entry : content.metadata().entrySet()) {
            json.append(separator);
            quote(json, entry.getKey());
            quote(json.append(':'), entry.getValue());
            separator = ",";
        }
        json.append('}');
        int offset = 0;
        for (Map.Entry<String, Tensor> entry : content.tensors().entrySet()) {
            quote(json.append(','), entry.getKey());
            json.append(":{\"dtype\":\"").append(precision.name()).append("\",\"shape\":[");
            int[] shape = entry.getValue().shape();
            for (int i = 0; i < shape.length; i++) {
                json.append(i == 0 ? "" : ",").append(shape[i]);
            }
            int end = Math.addExact(
                    offset, Math.multiplyExact(precision.bytes, entry.getValue().data().length));
            json.append("],\"data_offsets\":[")
                    .append(offset)
                    .append(',')
                    .append(end)
                    .append("]}");
            offset = end;
        }
        byte[] header = json.append('}').toString().getBytes(StandardCharsets.UTF_8);
        // padded with spaces, so that readers may view the tensors in place
        int padded = (header.length + 7) / 8 * 8;
        ByteBuffer file = ByteBuffer.allocate(8 + padded + offset).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(padded).put(header);
        while (file.position() < 8 + padded) {
            file.put((byte) ' ');
        }
        for (Tensor tensor : content.tensors().values()) {
            for (float value : tensor.data()) {
                if (precision == Precision.F16) {
                    file.putShort(Half.fromFloat(value));
                } else {
                    file.putFloat(value);
                }
            }
        }
        return file.array();
    }

    private static void quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
