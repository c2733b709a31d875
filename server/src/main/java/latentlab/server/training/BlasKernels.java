package latentlab.server.training;

import com.sun.jna.Function;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Chooses the instructions of ND4J's BLAS (OpenBLAS 0.3.19), before it is loaded. That version knows processors by
 * their model numbers and takes AVX2 on any that is newer than itself; on a processor with AVX-512 that halves the
 * speed. It offers one way to say otherwise, an environment variable, which the C library's {@code setenv} sets.
 *
 * @see <a href="https://github.com/OpenMathLib/OpenBLAS#setting-the-number-of-threads-using-environment-variables">
 *     OpenBLAS's environment variables</a>
 */
final class BlasKernels {
    private static final String VARIABLE = "OPENBLAS_CORETYPE";
    /** What OpenBLAS's kernels for Skylake-X need. */
    private static final List<String> AVX512 = List.of("avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl");

    private BlasKernels() {}

    static void choose() {
        boolean known = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
        if (known && System.getenv(VARIABLE) == null && hasAvx512(Path.of("/proc/cpuinfo"))) {
            Function.getFunction("c", "setenv").invokeInt(new Object[] {VARIABLE, "SkylakeX", 0});
        }
    }

    static boolean hasAvx512(Path description) {
        try (var lines = Files.lines(description)) {
            return lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line -> Arrays.asList(line.split("\\s+")).containsAll(AVX512))
                    .orElse(false);
        } catch (IOException unreadable) {
            // a system without that file: the library's own choice is slower at worst
            return false;
        }
    }
}
