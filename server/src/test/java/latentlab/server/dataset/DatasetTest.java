package latentlab.server.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetTest {
    @TempDir
    Path folder;

    @BeforeEach
    void threeAndTwoImages() throws IOException {
        write("train-images-idx3-ubyte", images(3, 28, 28));
        write("train-labels-idx1-ubyte", labels(5, 0, 9));
        write("t10k-images-idx3-ubyte.gz", gzip(images(2, 28, 28)));
        write("t10k-labels-idx1-ubyte.gz", gzip(labels(1, 2)));
    }

    @Test
    void mnistIsWhole() {
        Dataset mnist = Dataset.mnist();
        assertThat(mnist.name()).isEqualTo("mnist");
        assertThat(mnist.train().size()).isEqualTo(60_000);
        assertThat(mnist.test().size()).isEqualTo(10_000);
        assertThat(mnist.test().label(0)).isEqualTo(7);
        double ink = 0;
        for (byte pixel : mnist.test().pixels()) {
            ink += (pixel & 0xff) / 255.0;
        }
        assertThat(ink / mnist.test().pixels().length).isBetween(0.1324, 0.1326);
    }

    @Test
    void readsPlainAndGzipFiles() throws IOException {
        Dataset dataset = Dataset.read(folder);
        assertThat(dataset.train().labels()).containsExactly(5, 0, 9);
        assertThat(dataset.test().labels()).containsExactly(1, 2);
        assertThat(dataset.train().pixels()).isEqualTo(Arrays.copyOfRange(images(3, 28, 28), 16, 16 + 3 * 784));
    }

    @Test
    void aFoldersNameIsNeverTakenForMnist() throws IOException {
        Path mnist = Files.createDirectory(folder.resolve("MNIST"));
        Path fashion = Files.createDirectory(folder.resolve("Fashion_MNIST"));
        Path odd = Files.createDirectory(folder.resolve("My <digits>"));
        for (Path copy : new Path[] {mnist, fashion, odd}) {
            for (String file : new String[] {"train-images-idx3-ubyte", "train-labels-idx1-ubyte"}) {
                Files.copy(folder.resolve(file), copy.resolve(file));
                Files.copy(folder.resolve(file), copy.resolve(file.replace("train", "t10k")));
            }
        }
        assertThat(Dataset.read(mnist).name()).isEqualTo("dataset");
        assertThat(Dataset.read(fashion).name()).isEqualTo("fashion-mnist");
        assertThat(Dataset.read(odd).name()).isEqualTo("my-digits");
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Files.delete(folder.resolve("train-labels-idx1-ubyte"));
        assertThatThrownBy(() -> Dataset.read(folder))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("train-labels-idx1-ubyte")
                .hasMessageContaining("a data set is a folder with");
    }

    @Test
    void whatIsWrongIsNamedWithItsOffset() throws IOException {
        malformed("train-images-idx3-ubyte", new byte[0], 0, "magic number");
        malformed("train-images-idx3-ubyte", new byte[] {0, 0, 8}, 3, "magic number");
        malformed("train-images-idx3-ubyte", labels(1, 2, 3), 0, "expected 0x00000803");
        malformed("train-images-idx3-ubyte", images(3, 28, 27), 12, "expected 28");
        malformed("train-images-idx3-ubyte", images(3, 32, 28), 8, "expected 28");
        malformed("train-images-idx3-ubyte", images(-1, 28, 28), 4, "a number of images");
        malformed("train-images-idx3-ubyte", header(Integer.MAX_VALUE, 28, 28), 4, "claim more");
        malformed("train-images-idx3-ubyte", header(1_000_000, 28, 28), 16, "ends after 0 values");
        malformed("train-images-idx3-ubyte", header(0, 28, 28), 4, "no image");
        malformed("train-images-idx3-ubyte", Arrays.copyOf(images(3, 28, 28), 1000), 1000, "ends after 984");
        malformed("train-images-idx3-ubyte", Arrays.copyOf(images(3, 28, 28), 2369), 2368, "expected the end");
        malformed("train-labels-idx1-ubyte", labels(1, 2), 4, "expected 3");
        malformed("train-labels-idx1-ubyte", labels(1, 10, 2), 9, "label is 10");
        malformed("train-labels-idx1-ubyte", labels(1, 2, 255), 10, "label is 255");
    }

    @Test
    void aDamagedGzipFileIsReported() throws IOException {
        byte[] packed = gzip(images(3, 28, 28));
        malformed("train-images-idx3-ubyte", Arrays.copyOf(packed, 5), 0, "gzip header");
        malformed("train-images-idx3-ubyte", Arrays.copyOf(packed, packed.length - 9), -1, "gzip stream");
        byte[] wrongSum = packed.clone();
        wrongSum[packed.length - 6] ^= 1;
        malformed("train-images-idx3-ubyte", wrongSum, -1, "gzip stream");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 18, 19, 100, 100_000})
    void bytesAfterAGzipStreamAreReported(int count) throws IOException {
        byte[] garbage = new byte[count];
        Arrays.fill(garbage, (byte) 7);
        String message = "but " + count + " more byte" + (count == 1 ? " follows it" : "s follow it");
        malformed("train-images-idx3-ubyte", join(gzip(images(3, 28, 28)), garbage), 16 + 3 * 784, message);
    }

    /** Which the format allows: one stream after another is one content. */
    @Test
    void severalGzipStreamsAreOneFile() throws IOException {
        byte[] file = images(3, 28, 28);
        byte[] packed = join(gzip(Arrays.copyOf(file, 1000)), gzip(Arrays.copyOfRange(file, 1000, file.length)));
        write("train-images-idx3-ubyte", packed);
        assertThat(Dataset.read(folder).train().pixels()).isEqualTo(Arrays.copyOfRange(file, 16, file.length));
        malformed("train-images-idx3-ubyte", join(gzip(file), gzip(new byte[] {1})), 16 + 3 * 784, "expected the end");
    }

    @Test
    void changedMnistIsRefused() {
        byte[] labels = Dataset.mnistTest().labels().clone();
        labels[7]++;
        assertThatThrownBy(() -> MnistChecksums.VERIFIED.check("t10k-labels-idx1-ubyte", "copy", labels))
                .isInstanceOf(MalformedDatasetException.class)
                .hasMessageContaining("SHA-256");
    }

    /** −1 as the offset accepts any. */
    private void malformed(String file, byte[] content, long offset, String message) throws IOException {
        byte[] good = Files.readAllBytes(folder.resolve(file));
        write(file, content);
        MalformedDatasetException thrown =
                catchThrowableOfType(MalformedDatasetException.class, () -> Dataset.read(folder));
        assertThat(thrown).as(message).isNotNull().hasMessageContaining(message);
        assertThat(thrown.file()).endsWith(file);
        if (offset >= 0) {
            assertThat(thrown.offset()).as(message).isEqualTo(offset);
        }
        write(file, good);
    }

    private void write(String file, byte[] content) throws IOException {
        Files.write(folder.resolve(file), content);
    }

    private static byte[] header(int... extents) {
        ByteBuffer header = ByteBuffer.allocate(4 + 4 * extents.length).putInt(8 << 8 | extents.length);
        for (int extent : extents) {
            header.putInt(extent);
        }
        return header.array();
    }

    private static byte[] images(int count, int rows, int columns) {
        byte[] pixels = new byte[Math.max(0, count) * rows * columns];
        new Random(count).nextBytes(pixels);
        return join(header(count, rows, columns), pixels);
    }

    private static byte[] labels(int... labels) {
        byte[] bytes = new byte[labels.length];
        for (int i = 0; i < labels.length; i++) {
            bytes[i] = (byte) labels[i];
        }
        return join(header(labels.length), bytes);
    }

    private static byte[] join(byte[] a, byte[] b) {
        return ByteBuffer.allocate(a.length + b.length).put(a).put(b).array();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        }
        return packed.toByteArray();
    }
}
