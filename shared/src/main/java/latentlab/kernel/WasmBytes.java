package latentlab.kernel;

import java.util.Arrays;

/**
 * Bytes in the forms of the WebAssembly binary format.
 *
 * @see <a href="https://webassembly.github.io/spec/core/binary/values.html">WebAssembly specification, Values</a>
 */
final class WasmBytes {
    private byte[] bytes = new byte[256];
    private int length;

    int length() {
        return length;
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** One byte. */
    WasmBytes put(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
        return this;
    }

    WasmBytes put(WasmBytes other) {
        return put(other.bytes, other.length);
    }

    WasmBytes put(byte[] other) {
        return put(other, other.length);
    }

    private WasmBytes put(byte[] other, int count) {
        reserve(count);
        System.arraycopy(other, 0, bytes, length, count);
        length += count;
        return this;
    }

    /** An unsigned number in LEB128. */
    WasmBytes unsigned(int value) {
        int rest = value;
        while (rest >>> 7 != 0) {
            put(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        return put(rest);
    }

    /** A signed number in LEB128: the last byte's bit 6 is the sign. */
    WasmBytes signed(int value) {
        int rest = value;
        while (rest >> 6 != 0 && rest >> 6 != -1) {
            put(rest & 0x7f | 0x80);
            rest >>= 7;
        }
        return put(rest & 0x7f);
    }

    /** Four bytes, lowest first. */
    WasmBytes int32(int value) {
        return put(value).put(value >> 8).put(value >> 16).put(value >> 24);
    }

    /** A name: its length and its characters, all of them ASCII. */
    WasmBytes name(String name) {
        unsigned(name.length());
        for (int i = 0; i < name.length(); i++) {
            put(name.charAt(i));
        }
        return this;
    }

    /** Something preceded by its length in bytes. */
    WasmBytes sized(WasmBytes content) {
        return unsigned(content.length).put(content);
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
