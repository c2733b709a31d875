package latentlab.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Damaged files, repeatably: whatever they say, they are read or refused, in memory in proportion to their size. */
class SafetensorsFuzzTest {
    private static final int INPUTS = 200_000;
    private static final long SEED = 20260101;
    private static final byte[] INTERESTING = "{}[]:,\"\\u0123456789eE+- F16".getBytes();

    @Test
    void damagedFilesAreReadOrRefused() {
        byte[] original = SafetensorsWriter.write(new Safetensors(
                Map.of("id", "a\"b\u00e9"),
                new TreeMap<>(Map.of(
                        "encoder.conv1.weight", Tensor.of(new float[32], 2, 1, 4, 4),
                        "encoder.conv1.bias", Tensor.of(new float[2], 2),
                        "none", Tensor.of(new float[0], 0, 5)))));
        Random random = new Random(SEED);
        com.sun.management.ThreadMXBean memory = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        int refused = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] file = damage(original, random);
            long before = memory.getCurrentThreadAllocatedBytes();
            try {
                SafetensorsReader.read(file);
            } catch (MalformedWeightsException e) {
                refused++;
                assertThat(e.offset()).isBetween(0L, (long) file.length);
            } catch (RuntimeException e) {
                fail("input " + i + ": " + HexFormat.of().formatHex(file), e);
            }
            long allocated = memory.getCurrentThreadAllocatedBytes() - before;
            if (i >= 1_000) { // the first ones load classes, which takes memory too
                assertThat(allocated).as("bytes allocated for input %d", i).isLessThan(65_536L + 64L * file.length);
            }
        }
        System.out.printf("%,d damaged weights files: %,d refused, the others read%n", INPUTS, refused);
        assertThat(refused).isBetween(INPUTS / 2, INPUTS - 1);
    }

    private static byte[] damage(byte[] original, Random random) {
        byte[] file = original.clone();
        // half of the damage in the header, where it hurts
        int range = random.nextBoolean() ? file.length : Math.min(file.length, 280);
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            int at = random.nextInt(range);
            switch (random.nextInt(6)) {
                case 0 -> file[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> file[at] = (byte) random.nextInt(256);
                case 2 -> file[at] = INTERESTING[random.nextInt(INTERESTING.length)];
                case 3 -> file = Arrays.copyOf(file, random.nextInt(file.length + 1));
                case 4 -> file = Arrays.copyOf(file, file.length + 1 + random.nextInt(9));
                default -> {
                    int to = random.nextInt(range);
                    int end = Math.min(original.length, file.length);
                    int length = Math.min(1 + random.nextInt(12), end - Math.max(at, to));
                    System.arraycopy(original, at, file, to, Math.max(0, length));
                }
            }
            range = Math.max(1, Math.min(range, file.length));
            if (file.length == 0) {
                break;
            }
        }
        return file;
    }
}
