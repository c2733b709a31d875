package latentlab.server.dataset;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** SHA-256 of MNIST's unpacked files, so that every number that the product reports is about the same images. */
final class MnistChecksums {
    /** What is done with a file's values once they are read. */
    interface Check {
        /**
         * @param file   such as {@code t10k-labels-idx1-ubyte}
         * @param name   as the user knows it
         * @param values without the header
         */
        void check(String file, String name, byte[] values);
    }

    static final Check VERIFIED = MnistChecksums::verify;

    private static final Map<String, String> SHA_256 = Map.of(
            "train-images-idx3-ubyte", "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
            "train-labels-idx1-ubyte", "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
            "t10k-images-idx3-ubyte", "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
            "t10k-labels-idx1-ubyte", "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");

    private MnistChecksums() {}

    private static void verify(String file, String name, byte[] values) {
        boolean images = file.contains("idx3");
        ByteBuffer header = ByteBuffer.allocate(images ? 16 : 8).putInt(8 << 8 | (images ? 3 : 1));
        header.putInt(images ? values.length / LabelledImages.PIXELS : values.length);
        if (images) {
            header.putInt(28).putInt(28);
        }
        MessageDigest digest = sha256();
        digest.update(header.array());
        String found = HexFormat.of().formatHex(digest.digest(values));
        if (!found.equals(SHA_256.get(file))) {
            throw new MalformedDatasetException(
                    name, 0, "SHA-256 is " + found + ", expected " + SHA_256.get(file) + "; the file was changed");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
