package latentlab.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The description at the start of a safetensors file: eight bytes with its length (little-endian), then that many
 * bytes of JSON. Every tensor's place is checked against the file, so that what follows may trust it.
 *
 * @param metadata   free text
 * @param entries    the tensors by the order of their bytes; together they cover everything after the header
 * @param dataOffset where the tensors' bytes start, from the start of the file
 */
public record SafetensorsHeader(Map<String, String> metadata, List<Entry> entries, int dataOffset) {
    /** A name's bytes and the JSON around it can't reasonably need more. */
    private static final int LONGEST_HEADER = 16 << 20;

    /**
     * One tensor.
     *
     * @param dtype element type as the file names it, {@code F32} or {@code F16} for those that we read
     * @param begin first byte, from {@link SafetensorsHeader#dataOffset}
     * @param end   after the last byte
     */
    public record Entry(String name, String dtype, int[] shape, int begin, int end) {}

    /** Reads the description's JSON. */
    public interface Json {
        /**
         * Takes what it says.
         *
         * @param begin    first byte of the JSON
         * @param end      after the last byte
         * @param metadata to be filled
         * @param entries  to be filled, by the order of their bytes
         * @throws MalformedWeightsException when it is no such description
         */
        void read(byte[] file, int begin, int end, Map<String, String> metadata, List<Entry> entries);
    }

    /**
     * Reads and checks the header.
     *
     * @param file the whole file
     * @throws MalformedWeightsException when it is none
     */
    public static SafetensorsHeader read(byte[] file) {
        return read(
                file,
                (bytes, begin, end, metadata, entries) -> new HeaderParser(bytes, begin, end).read(metadata, entries));
    }

    /**
     * Reads the header with another reader of its JSON, and checks it.
     *
     * @param file the whole file
     * @throws MalformedWeightsException when it is none
     */
    public static SafetensorsHeader read(byte[] file, Json json) {
        return read(file, file.length, json);
    }

    /**
     * Reads and checks the header of a file of which no more than that is at hand.
     *
     * @param start      the file's first {@link #reach} bytes, or more
     * @param fileLength bytes of the whole file
     * @throws MalformedWeightsException when it is none
     */
    public static SafetensorsHeader read(byte[] start, int fileLength) {
        return read(
                start,
                fileLength,
                (bytes, begin, end, metadata, entries) -> new HeaderParser(bytes, begin, end).read(metadata, entries));
    }

    /**
     * Where the header ends.
     *
     * @param start the file's first 8 bytes, or more
     * @return bytes from the start of the file
     * @throws MalformedWeightsException when they don't begin a file of that length
     */
    public static int reach(byte[] start, int fileLength) {
        if (start.length < 8) {
            throw new MalformedWeightsException(
                    start.length, "the file ends in the header's length, which takes 8 bytes");
        }
        int length = integer(start, 0);
        if (integer(start, 4) != 0 || length < 2 || length > LONGEST_HEADER || length > fileLength - 8) {
            throw new MalformedWeightsException(
                    0,
                    "the header's length is " + (integer(start, 4) != 0 || length < 0 ? "above 2147483647" : length)
                            + " in a file of " + fileLength + " bytes");
        }
        return 8 + length;
    }

    private static SafetensorsHeader read(byte[] file, int fileLength, Json json) {
        int dataOffset = reach(file, fileLength);
        Map<String, String> metadata = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        json.read(file, 8, dataOffset, metadata, entries);
        checkPlaces(entries, dataOffset, fileLength - dataOffset);
        return new SafetensorsHeader(metadata, entries, dataOffset);
    }

    /** Four bytes, lowest first. */
    private static int integer(byte[] file, int at) {
        return file[at] & 0xff | (file[at + 1] & 0xff) << 8 | (file[at + 2] & 0xff) << 16 | file[at + 3] << 24;
    }

    /** The format wants the tensors to follow each other without a gap and to reach the file's end. */
    private static void checkPlaces(List<Entry> entries, int dataOffset, int available) {
        int expected = 0;
        for (Entry entry : entries) {
            int at = dataOffset + Math.min(expected, available);
            if (entry.begin() != expected) {
                throw new MalformedWeightsException(
                        at,
                        "tensor " + entry.name() + " starts at " + entry.begin() + " of the data, expected "
                                + expected);
            }
            // a double holds the product exactly or is far above any file's size
            double bytes = elementSize(entry);
            for (int extent : entry.shape()) {
                bytes *= extent < 0 ? Double.NaN : extent; // equals nothing
            }
            if (bytes != entry.end() - entry.begin()) {
                throw new MalformedWeightsException(
                        at,
                        "tensor " + entry.name() + " has " + (entry.end() - entry.begin())
                                + " bytes, its shape does not");
            }
            expected = entry.end();
            if (expected > available) {
                throw new MalformedWeightsException(
                        dataOffset + available,
                        "the file ends within tensor " + entry.name() + ", which needs " + (expected - available)
                                + " bytes more");
            }
        }
        if (expected != available) {
            throw new MalformedWeightsException(
                    dataOffset + expected, (available - expected) + " bytes follow the last tensor");
        }
    }

    private static int elementSize(Entry entry) {
        return switch (entry.dtype()) {
            case "F32" -> 4;
            case "F16" -> 2;
            default ->
                throw new MalformedWeightsException(
                        8, "tensor " + entry.name() + " has dtype " + entry.dtype() + ", expected F32 or F16");
        };
    }
}
