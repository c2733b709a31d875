package latentlab.server.dataset;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads IDX files of unsigned bytes: a magic number (0, 0, type 8, number of dimensions), the extents as big-endian
 * 32-bit numbers, the values in row-major order (the format of the MNIST database).
 */
final class IdxFile {
    /** Values in a file at most: MNIST has 47 million; what claims more than this is no such data set. */
    private static final long LARGEST = 1L << 30;

    private static final int BLOCK = 1 << 16;

    private final String file;
    private final InputStream content;
    private long at;

    private IdxFile(String file, InputStream content) {
        this.file = file;
        this.content = content;
    }

    /**
     * Reads a whole file, plain or gzip (by its first two bytes). Takes memory as the bytes come, not as the header
     * claims.
     *
     * @param file    its name, for messages
     * @param extents expected extents; −1 accepts any
     * @return the values
     * @throws MalformedDatasetException when it is no such file
     */
    static byte[] read(String file, InputStream bytes, int... extents) throws IOException {
        PushbackInputStream start = new PushbackInputStream(bytes, 2);
        byte[] magic = start.readNBytes(2);
        start.unread(magic);
        boolean gzip = magic.length == 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b;
        return new IdxFile(file, gzip ? unpack(file, start) : start).values(extents);
    }

    /** A packed file, held whole, so that what follows the stream's end is seen: its class passes over that. */
    private static final class Packed extends GZIPInputStream {
        private static final int TRAILER = 8; // checksum and length

        Packed(byte[] file) throws IOException {
            super(new ByteArrayInputStream(file), Math.max(1, file.length));
        }

        /** Bytes after the end, once everything is read. */
        int rest() {
            return inf.getRemaining() - TRAILER;
        }
    }

    private static InputStream unpack(String file, InputStream packed) throws IOException {
        try {
            return new Packed(packed.readAllBytes());
        } catch (ZipException | EOFException broken) {
            throw new MalformedDatasetException(file, 0, "the gzip header is broken; fetch the file again");
        }
    }

    private byte[] values(int... extents) throws IOException {
        int expectedMagic = 8 << 8 | extents.length;
        int magic = integer("the magic number");
        if (magic != expectedMagic) {
            throw malformed(
                    0,
                    "the magic number is 0x%08x, expected 0x%08x (unsigned bytes, %d dimension%s)"
                            .formatted(magic, expectedMagic, extents.length, extents.length == 1 ? "" : "s"));
        }
        long size = 1;
        for (int i = 0; i < extents.length; i++) {
            int extent = integer("extent " + (i + 1));
            if (extent < 0 || extents[i] >= 0 && extent != extents[i]) {
                throw malformed(
                        at - 4,
                        "extent " + (i + 1) + " is " + Integer.toUnsignedLong(extent) + ", expected "
                                + (extents[i] >= 0 ? String.valueOf(extents[i]) : "a number of images"));
            }
            size *= extent;
            if (size > LARGEST) {
                throw malformed(at - 4, "the extents claim more than " + LARGEST + " values");
            }
        }
        byte[] values = bytes(size);
        if (values.length < size) {
            throw malformed(at, "the file ends after " + values.length + " values, expected " + size);
        }
        if (bytes(1).length > 0) {
            throw malformed(at - 1, "more bytes follow the " + size + " values, expected the end");
        }
        if (content instanceof Packed packed && packed.rest() > 0) {
            throw malformed(
                    at,
                    "the gzip stream ends here, but " + packed.rest() + " more byte"
                            + (packed.rest() == 1 ? " follows" : "s follow")
                            + " it in the file, expected the end; fetch the file again");
        }
        return values;
    }

    private int integer(String what) throws IOException {
        byte[] bytes = bytes(4);
        if (bytes.length < 4) {
            throw malformed(at, "the file ends in " + what + ", expected 4 bytes");
        }
        return ByteBuffer.wrap(bytes).getInt();
    }

    /** The next bytes, fewer where the file ends. */
    private byte[] bytes(long count) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) Math.min(count, BLOCK));
        byte[] block = new byte[(int) Math.min(count, BLOCK)];
        try {
            while (bytes.size() < count) {
                int read = content.read(block, 0, (int) Math.min(count - bytes.size(), block.length));
                if (read < 0) {
                    break;
                }
                bytes.write(block, 0, read);
                at += read;
            }
        } catch (ZipException broken) {
            throw malformed(at, "the gzip stream is broken (" + broken.getMessage() + "); fetch the file again");
        } catch (EOFException truncated) {
            throw malformed(at, "the gzip stream ends here, expected more; fetch the file again");
        }
        return bytes.toByteArray();
    }

    private MalformedDatasetException malformed(long offset, String message) {
        return new MalformedDatasetException(file, offset, message);
    }
}
