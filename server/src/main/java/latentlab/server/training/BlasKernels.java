package latentlab.server.training;

import com.sun.jna.Function;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses the instructions of ND4J's BLAS (OpenBLAS 0.3.19), before it is loaded. That version knows processors by
 * their model numbers and takes SSE's instructions, a fifth of the speed, on one that is newer than itself. It offers
 * one way to say otherwise, an environment variable, which the C library's {@code setenv} sets; where the variable is
 * set already, that holds.
 */
final class BlasKernels {
    private static final String VARIABLE = "OPENBLAS_CORETYPE";

    /** OpenBLAS's names for sets of instructions, best first, and what a processor must have for each. */
    private static final Map<String, List<String>> KERNELS = new LinkedHashMap<>();

    static {
        KERNELS.put("SkylakeX", List.of("avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl"));
        KERNELS.put("Haswell", List.of("avx2", "fma"));
    }

    private BlasKernels() {}

    static void choose() {
        boolean known = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
        if (known && System.getenv(VARIABLE) == null) {
            best(Path.of("/proc/cpuinfo"))
                    .ifPresent(kernels ->
                            Function.getFunction("c", "setenv").invokeInt(new Object[] {VARIABLE, kernels, 0}));
        }
    }

    /** The best set of instructions for the processor that Linux describes. */
    static Optional<String> best(Path description) {
        try (var lines = Files.lines(description)) {
            List<String> flags = lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line -> List.of(line.split("\\s+")))
                    .orElse(List.of());
            return KERNELS.keySet().stream()
                    .filter(kernels -> flags.containsAll(KERNELS.get(kernels)))
                    .findFirst();
        } catch (IOException unreadable) {
            // a system without that file: the library's own choice is slower at worst
            return Optional.empty();
        }
    }
}
