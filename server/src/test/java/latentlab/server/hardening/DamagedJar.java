package latentlab.server.hardening;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** A copy of a jar of which a disk or a download has lost some bytes. */
final class DamagedJar {
    private static final int END =
            0x06054b50; // of the list of entries: signature, then at 10 their number, at 16 their place
    private static final int LAST = 22; // bytes from there to the file's end, when nothing follows
    private static final int LOST = 16; // bytes in the middle of an entry

    private DamagedJar() {}

    /** @param entries names of those that are damaged */
    static Path copy(Path jar, Path to, String... entries) throws IOException {
        Files.copy(jar, to);
        Set<String> left = new TreeSet<>(Set.of(entries));
        try (RandomAccessFile file = new RandomAccessFile(to.toFile(), "rw")) {
            ByteBuffer bytes =
                    file.getChannel().map(MapMode.READ_WRITE, 0, file.length()).order(ByteOrder.LITTLE_ENDIAN);
            int end = bytes.capacity() - LAST;
            if (bytes.getInt(end) != END) {
                throw new IOException(jar + " does not end as a jar does");
            }
            int count = bytes.getShort(end + 10) & 0xffff;
            int at = bytes.getInt(end + 16);
            for (int i = 0; i < count; i++) {
                byte[] name = new byte[bytes.getShort(at + 28)];
                bytes.get(at + 46, name);
                if (left.remove(new String(name, StandardCharsets.UTF_8))) {
                    damage(bytes, bytes.getInt(at + 42), bytes.getInt(at + 20));
                }
                at += 46 + name.length + bytes.getShort(at + 30) + bytes.getShort(at + 32);
            }
        }
        if (!left.isEmpty()) {
            throw new IOException(jar + " has no " + left);
        }
        return to;
    }

    /** @param head place of the entry's head, which its packed bytes follow */
    private static void damage(ByteBuffer bytes, int head, int packed) {
        int content = head + 30 + bytes.getShort(head + 26) + bytes.getShort(head + 28);
        for (int i = content + packed / 2; i < content + packed / 2 + LOST; i++) {
            bytes.put(i, (byte) ~bytes.get(i));
        }
    }
}
