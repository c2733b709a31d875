package latentlab.server.dataset;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** The reader of IDX files for tests of other packages. */
public final class IdxReading {
    private IdxReading() {}

    /** Reads images of 4×4. */
    public static void read(byte[] file) {
        try {
            IdxFile.read("file", new ByteArrayInputStream(file), -1, 4, 4);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** A good file, plain and compressed. */
    public static List<byte[]> good() throws IOException {
        byte[] plain = ByteBuffer.allocate(16 + 10 * 16)
                .putInt(0x803)
                .putInt(10)
                .putInt(4)
                .putInt(4)
                .array();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return List.of(plain, packed.toByteArray());
    }
}
