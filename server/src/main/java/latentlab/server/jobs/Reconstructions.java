package latentlab.server.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import latentlab.network.Decoder;
import latentlab.network.Encoder;
import latentlab.server.dataset.LabelledImages;
import latentlab.server.runs.Artefact;
import latentlab.server.runs.DataDirectory;
import latentlab.server.training.AtomicFile;
import latentlab.weights.Safetensors;
import latentlab.weights.SafetensorsReader;

/** What a network makes, epoch by epoch, of a few test images: the first one of each class. */
final class Reconstructions {
    private static final int PIXELS = LabelledImages.PIXELS;

    private final DataDirectory directory;
    private final String id;
    private final byte[] originals; // (images, 784)

    Reconstructions(DataDirectory directory, String id, LabelledImages test) {
        this.directory = directory;
        this.id = id;
        originals = firstOfEachClass(test);
    }

    private static byte[] firstOfEachClass(LabelledImages test) {
        int[] first = new int[10];
        Arrays.fill(first, -1);
        for (int i = test.size() - 1; i >= 0; i--) {
            first[test.label(i)] = i;
        }
        int[] found = Arrays.stream(first).filter(index -> index >= 0).toArray();
        byte[] pixels = new byte[found.length * PIXELS];
        for (int i = 0; i < found.length; i++) {
            System.arraycopy(test.pixels(), found[i] * PIXELS, pixels, i * PIXELS, PIXELS);
        }
        return pixels;
    }

    /**
     * Writes the pictures of the epoch that the checkpoint has, and with the first one the originals: one byte a pixel.
     *
     * @return the files
     */
    List<Artefact> write(int epoch) {
        try {
            List<Artefact> files = new ArrayList<>();
            if (epoch == 1) {
                files.add(write("originals", originals));
            }
            Safetensors weights = SafetensorsReader.read(Files.readAllBytes(directory.checkpoint(id)));
            files.add(write("epoch-" + epoch, reconstruct(weights)));
            return files;
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private byte[] reconstruct(Safetensors weights) {
        Encoder encoder = Encoder.of(weights);
        Decoder decoder = Decoder.of(weights);
        byte[] pictures = new byte[originals.length];
        float[] pixels = new float[PIXELS];
        for (int at = 0; at < originals.length; at += PIXELS) {
            for (int i = 0; i < PIXELS; i++) {
                pixels[i] = (originals[at + i] & 0xff) / 255f;
            }
            float[] picture = decoder.decode(encoder.encode(pixels));
            for (int i = 0; i < PIXELS; i++) {
                pictures[at + i] = (byte) (255 * Math.max(0, Math.min(1, picture[i])) + 0.5f);
            }
        }
        return pictures;
    }

    private Artefact write(String name, byte[] pictures) throws IOException {
        Path file = directory.run(id).resolve(name + ".gray");
        AtomicFile.write(file, pictures);
        return Artefacts.of(directory, name, file, pictures);
    }
}
