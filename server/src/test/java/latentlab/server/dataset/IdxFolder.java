package latentlab.server.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Writes small data sets for tests: a bright square in a random place of each picture. */
public final class IdxFolder {
    private IdxFolder() {}

    /** Four files in the folder, which is made. */
    public static Path write(Path folder, int train, int test, long seed) throws IOException {
        Files.createDirectories(folder);
        write(folder, "train", train, seed);
        write(folder, "t10k", test, seed + 1);
        return folder;
    }

    private static void write(Path folder, String part, int count, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        ByteBuffer images = ByteBuffer.allocate(16 + 784 * count);
        images.putInt(0x803).putInt(count).putInt(28).putInt(28);
        ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
        for (int i = 0; i < count; i++) {
            int top = random.nextInt(18);
            int left = random.nextInt(18);
            for (int k = 0; k < 784; k++) {
                boolean inside = k / 28 >= top && k / 28 < top + 10 && k % 28 >= left && k % 28 < left + 10;
                images.put((byte) (inside ? 255 - random.nextInt(50) : 0));
            }
            labels.put((byte) (i % 10));
        }
        Files.write(folder.resolve(part + "-images-idx3-ubyte"), images.array());
        Files.write(folder.resolve(part + "-labels-idx1-ubyte"), labels.array());
    }
}
