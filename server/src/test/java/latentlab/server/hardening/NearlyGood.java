package latentlab.server.hardening;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;

/** Files that are good ones with a few changes. */
final class NearlyGood {
    private static final List<byte[]> PIECES = List.of(
            new byte[] {0, 0, 0, 0},
            new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff},
            new byte[] {0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff},
            ascii("\"shape\":[4294967296,4294967296]"),
            ascii("\"data_offsets\":[9223372036854775807,0]"),
            ascii("{{{{{{{{[[[[[[[["),
            ascii("\"\\u00"),
            ascii("-1e99"),
            ascii("__metadata__"));

    private NearlyGood() {}

    static Arbitrary<byte[]> of(List<byte[]> good) {
        return Combinators.combine(
                        Arbitraries.of(good), change().list().ofMinSize(1).ofMaxSize(4))
                .as((file, changes) -> {
                    byte[] changed = file.clone();
                    for (UnaryOperator<byte[]> change : changes) {
                        changed = changed.length == 0 ? changed : change.apply(changed);
                    }
                    return changed;
                });
    }

    private static Arbitrary<UnaryOperator<byte[]>> change() {
        Arbitrary<Integer> places = place();
        return Arbitraries.oneOf(
                Combinators.combine(places, Arbitraries.integers().between(0, 7))
                        .as(NearlyGood::bit),
                Combinators.combine(places, Arbitraries.bytes()).as((at, value) -> over(at, new byte[] {value})),
                places.map(NearlyGood::cut),
                Combinators.combine(places, Arbitraries.of(PIECES)).as(NearlyGood::over),
                Combinators.combine(places, Arbitraries.integers().between(1, 16))
                        .as(NearlyGood::twice));
    }

    /** To be taken modulo the length. Headers are at the start, and what they say decides. */
    private static Arbitrary<Integer> place() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(0, 299).withDistribution(RandomDistribution.uniform()),
                Arbitraries.integers().between(0, 1 << 20).withDistribution(RandomDistribution.uniform()));
    }

    private static UnaryOperator<byte[]> bit(int at, int bit) {
        return file -> {
            file[at % file.length] ^= (byte) (1 << bit);
            return file;
        };
    }

    private static UnaryOperator<byte[]> cut(int at) {
        return file -> Arrays.copyOf(file, at % file.length);
    }

    private static UnaryOperator<byte[]> over(int at, byte[] piece) {
        return file -> {
            int from = at % file.length;
            System.arraycopy(piece, 0, file, from, Math.min(piece.length, file.length - from));
            return file;
        };
    }

    private static UnaryOperator<byte[]> twice(int at, int most) {
        return file -> {
            int from = at % file.length;
            int length = Math.min(file.length - from, most);
            byte[] longer = Arrays.copyOf(file, file.length + length);
            System.arraycopy(file, from, longer, from + length, file.length - from);
            return longer;
        };
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
