package latentlab.server.hardening;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Feeds a reader with files that are nearly good ones, and measures what memory it takes for each. */
final class BytesFuzz {
    private static final byte[][] PIECES = {
        {0, 0, 0, 0},
        {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff},
        {0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff},
        "\"shape\":[4294967296,4294967296]".getBytes(StandardCharsets.US_ASCII),
        "\"data_offsets\":[9223372036854775807,0]".getBytes(StandardCharsets.US_ASCII),
        "{{{{{{{{[[[[[[[[".getBytes(StandardCharsets.US_ASCII),
        "\"\\u00".getBytes(StandardCharsets.US_ASCII),
        "-1e99".getBytes(StandardCharsets.US_ASCII),
        "__metadata__".getBytes(StandardCharsets.US_ASCII)
    };

    private final List<byte[]> seeds;
    private final Consumer<byte[]> reader;
    private final Class<? extends Exception> declared;
    /** Bytes that a reader may allocate: for each byte of the file, and besides. */
    private final long each;

    private final long besides;

    BytesFuzz(
            List<byte[]> seeds, Consumer<byte[]> reader, Class<? extends Exception> declared, long each, long besides) {
        this.seeds = seeds;
        this.reader = reader;
        this.declared = declared;
        this.each = each;
        this.besides = besides;
    }

    /** How many files were refused, of so many; throws when one was answered otherwise or took too much memory. */
    long run(int count, long seed) {
        AtomicLong refused = new AtomicLong();
        int parts = Runtime.getRuntime().availableProcessors();
        IntStream.range(0, parts).parallel().forEach(part -> {
            SplittableRandom random = new SplittableRandom(seed + part);
            for (int i = part; i < count; i += parts) {
                byte[] file = changed(random);
                if (!accepts(file)) {
                    refused.incrementAndGet();
                }
            }
        });
        return refused.get();
    }

    private boolean accepts(byte[] file) {
        long most = each * file.length + besides;
        AtomicBoolean accepted = new AtomicBoolean();
        // what takes more for the first time may have loaded classes
        if (allocated(file, accepted) > most && allocated(file, accepted) > most) {
            throw new AssertionError("more than " + most + " bytes of memory for a file of " + file.length + ": "
                    + Arrays.toString(Arrays.copyOf(file, 400)));
        }
        return accepted.get();
    }

    /** Bytes of memory that reading took. */
    private long allocated(byte[] file, AtomicBoolean accepted) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            reader.accept(file);
            accepted.set(true);
        } catch (Exception | StackOverflowError | OutOfMemoryError failure) {
            if (!declared.isInstance(failure)) {
                throw new AssertionError(
                        "not what is declared, by " + Arrays.toString(Arrays.copyOf(file, 400)), failure);
            }
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private byte[] changed(SplittableRandom random) {
        byte[] file = seeds.get(random.nextInt(seeds.size())).clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && file.length > 0; i++) {
            // headers are at the start, and what they say decides
            int at = random.nextInt(random.nextBoolean() ? Math.min(file.length, 300) : file.length);
            switch (random.nextInt(5)) {
                case 0 -> file[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> file[at] = (byte) random.nextInt(256);
                case 2 -> file = Arrays.copyOf(file, at);
                case 3 -> {
                    byte[] piece = PIECES[random.nextInt(PIECES.length)];
                    System.arraycopy(piece, 0, file, at, Math.min(piece.length, file.length - at));
                }
                default -> {
                    int length = Math.min(file.length - at, 1 + random.nextInt(16));
                    byte[] longer = Arrays.copyOf(file, file.length + length);
                    System.arraycopy(file, at, longer, at + length, file.length - at);
                    file = longer;
                }
            }
        }
        return file;
    }
}
