package latentlab.server.models;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import latentlab.server.dataset.LabelledImages;
import latentlab.server.export.ModelFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The codes of test images. To compute them takes seconds, so they are kept in a folder, named by the weights that have
 * made them: float32 numbers, lowest byte first, then their CRC-32, as a power cut may leave zeros in their place.
 * Thread-safe.
 */
public final class TestCodes {
    private static final Logger log = LoggerFactory.getLogger(TestCodes.class);
    private static final int PIXELS = LabelledImages.PIXELS;
    /** Images that one thread encodes at a time. */
    private static final int PART = 250;

    private static final int CHECKSUM = 4; // bytes

    private final Path folder; // null for none
    private final Map<String, Object> locks = new ConcurrentHashMap<>();

    /** @param folder is made when there is something to keep; null to keep nothing */
    public TestCodes(Path folder) {
        this.folder = folder;
    }

    /** The codes (n,d) of images. */
    public float[] of(Model model, LabelledImages images) {
        synchronized (locks.computeIfAbsent(model.id(), id -> new Object())) {
            int length = images.size() * model.description().latentDim();
            Path file = folder == null ? null : folder.resolve(model.id() + "-" + digest(model, images) + ".f32");
            float[] kept = read(file, length);
            if (kept != null) {
                return kept;
            }
            float[] codes = encode(model, images);
            keep(file, codes);
            return codes;
        }
    }

    private static float[] encode(Model model, LabelledImages images) {
        int d = model.description().latentDim();
        float[] codes = new float[images.size() * d];
        IntStream.range(0, (images.size() + PART - 1) / PART)
                .parallel()
                .forEach(part -> model.inference().with(pair -> {
                    float[] pixels = new float[PIXELS];
                    float[] code = new float[d];
                    for (int i = part * PART; i < Math.min(images.size(), (part + 1) * PART); i++) {
                        for (int k = 0; k < PIXELS; k++) {
                            pixels[k] = (images.pixels()[i * PIXELS + k] & 0xff) / 255f;
                        }
                        pair.encoder().encode(pixels, code);
                        System.arraycopy(code, 0, codes, i * d, d);
                    }
                    return null;
                }));
        return codes;
    }

    private static String digest(Model model, LabelledImages images) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(images.pixels());
            byte[] digest = sha.digest(model.file(ModelFile.ENCODER));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    private static float[] read(Path file, int length) {
        if (file == null || !Files.exists(file)) {
            return null;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            if (bytes.remaining() != 4 * length + CHECKSUM
                    || bytes.getInt(4 * length) != crc(bytes.array(), 4 * length)) {
                return null; // damaged, or from before there were checksums: it is made again
            }
            float[] codes = new float[length];
            bytes.asFloatBuffer().get(codes);
            return codes;
        } catch (IOException unreadable) {
            return null;
        }
    }

    private static void keep(Path file, float[] codes) {
        if (file == null) {
            return;
        }
        try {
            Files.createDirectories(file.getParent());
            Path part = Files.createTempFile(file.getParent(), "codes", ".part");
            try {
                Files.write(part, withChecksum(codes));
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException refused) {
            log.warn("Codes can't be kept in {} and are computed again next time: {}", file, refused.toString());
        }
    }

    private static byte[] withChecksum(float[] codes) {
        byte[] numbers = pack(codes);
        return ByteBuffer.allocate(numbers.length + CHECKSUM)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(numbers)
                .putInt(crc(numbers, numbers.length))
                .array();
    }

    private static int crc(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /** As bytes, lowest first. */
    public static byte[] pack(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }
}
