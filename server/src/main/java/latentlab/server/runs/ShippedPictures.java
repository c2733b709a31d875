package latentlab.server.runs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What runs that travel with the program made of the ten test images that every run shows. One file each: the images,
 * then what became of them after every k-th epoch up to the last, (1 + epochs/k, 10, 28, 28), one byte a pixel.
 */
public final class ShippedPictures {
    private static final int SET = 10 * 28 * 28;

    private ShippedPictures() {}

    /** The file's name below the program's resources. */
    public static String file(String run) {
        return "runs/" + run + ".gray";
    }

    /** @param sets the images, then those of the epochs */
    public static byte[] pack(List<byte[]> sets) {
        ByteBuffer all = ByteBuffer.allocate(sets.size() * SET);
        sets.forEach(all::put);
        return all.array();
    }

    /**
     * The parts of a run's file, {@code originals} and {@code epoch-N}.
     *
     * @param run    id of a run that exists
     * @param epochs those that it has done
     * @return empty when no pictures travel along
     */
    public static List<Artefact> of(String run, int epochs) {
        byte[] all = read(run);
        List<String> names = names(all, epochs);
        return IntStream.range(0, names.size())
                .mapToObj(i -> Artefact.of(names.get(i), file(run), part(all, i)))
                .toList();
    }

    /** The bytes of one of those parts. */
    public static Optional<byte[]> find(String run, int epochs, String name) {
        byte[] all = read(run);
        int place = names(all, epochs).indexOf(name);
        return place < 0 ? Optional.empty() : Optional.of(part(all, place));
    }

    private static List<String> names(byte[] all, int epochs) {
        int count = all.length / SET - 1;
        return IntStream.rangeClosed(0, count)
                .mapToObj(i -> i == 0 ? "originals" : "epoch-" + epochs / count * i)
                .toList();
    }

    private static byte[] part(byte[] all, int i) {
        return Arrays.copyOfRange(all, i * SET, (i + 1) * SET);
    }

    private static byte[] read(String run) {
        try (InputStream in = ShippedPictures.class.getResourceAsStream("/" + file(run))) {
            return in == null ? new byte[0] : in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException("the program itself can't be read", broken);
        }
    }
}
