package latentlab.server.training;

import com.sun.jna.Function;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;

/**
 * Chooses the instructions of ND4J's BLAS (OpenBLAS 0.3.19), before it is loaded. That version knows processors by
 * their model numbers and takes SSE's instructions, a fifth of the speed, on one that is newer than itself. It offers
 * one way to say otherwise, an environment variable, which the C library's {@code setenv} sets.
 *
 * <p>What {@link #use} is told comes first, then the variable where it is set already: someone wants the same numbers
 * from different processors. Otherwise it is the best that the processor has.
 */
public final class BlasKernels {
    /** The environment variable by which OpenBLAS is told. */
    public static final String VARIABLE = "OPENBLAS_CORETYPE";

    /** OpenBLAS's names for sets of instructions, best first, and what a processor must have for each. */
    private static final Map<String, List<String>> KERNELS = new LinkedHashMap<>();

    static {
        KERNELS.put("SkylakeX", List.of("avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl"));
        KERNELS.put("Haswell", List.of("avx2", "fma"));
    }

    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

    private static String wanted;

    private BlasKernels() {}

    /** OpenBLAS's names of the sets of instructions that may be chosen here, best first; on some systems none. */
    public static List<String> available() {
        boolean known = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
        return known ? available(PROCESSOR) : List.of();
    }

    /**
     * Takes one of these, whatever the environment says; to be called before anything is trained in this process.
     *
     * @throws IllegalArgumentException when it is not available
     */
    public static synchronized void use(String kernels) {
        List<String> available = available();
        if (!available.contains(kernels)) {
            throw new IllegalArgumentException(
                    available.isEmpty()
                            ? "the BLAS kernels can't be chosen on this system"
                            : "the BLAS kernels must be " + String.join(" or ", available) + " on this processor, not "
                                    + kernels);
        }
        wanted = kernels;
    }

    /**
     * OpenBLAS's name of those in use, which it loads if need be; the last bits of a training depend on them.
     *
     * @return empty where it doesn't say
     */
    public static Optional<String> current() {
        MatrixProduct.prepare();
        try {
            Function name = Function.getFunction(Loader.load(openblas.class), "openblas_get_corename");
            return Optional.ofNullable(name.invokeString(new Object[0], false));
        } catch (UnsatisfiedLinkError silent) {
            // another BLAS, or one that is linked in another way
            return Optional.empty();
        }
    }

    static synchronized void choose() {
        if (wanted != null) {
            set(wanted);
        } else if (System.getenv(VARIABLE) == null) {
            available().stream().findFirst().ifPresent(BlasKernels::set);
        }
    }

    private static void set(String kernels) {
        int replace = 1;
        Function.getFunction("c", "setenv").invokeInt(new Object[] {VARIABLE, kernels, replace});
    }

    /** The sets of instructions of the processor that Linux describes. */
    static List<String> available(Path description) {
        try (var lines = Files.lines(description)) {
            List<String> flags = lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line -> List.of(line.split("\\s+")))
                    .orElse(List.of());
            return KERNELS.keySet().stream()
                    .filter(kernels -> flags.containsAll(KERNELS.get(kernels)))
                    .toList();
        } catch (IOException unreadable) {
            // a system without that file: the library's own choice is slower at worst
            return List.of();
        }
    }
}
