package latentlab.server.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlasKernelsTest {
    @TempDir
    private Path folder;

    @Test
    void knowsWhatTheProcessorHasBestFirst() throws IOException {
        assertThat(available("fpu avx2 fma avx512f avx512dq avx512cd avx512bw avx512vl"))
                .containsExactly("SkylakeX", "Haswell");
        assertThat(available("fpu avx2 fma avx512f avx512dq avx512cd avx512bw")).containsExactly("Haswell");
        assertThat(available("fpu avx2 avx")).isEmpty();
    }

    @Test
    void leavesTheChoiceWhereNothingIsKnown() throws IOException {
        assertThat(BlasKernels.available(folder.resolve("missing"))).isEmpty();
        assertThat(BlasKernels.available(Files.createFile(folder.resolve("empty"))))
                .isEmpty();
    }

    @Test
    void refusesWhatTheProcessorLacks() {
        assertThatThrownBy(() -> BlasKernels.use("Abacus"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the BLAS kernels");
    }

    /** The name is what OpenBLAS itself says, in its own spelling. */
    @Test
    void saysWhatIsInUse() {
        String variable = System.getenv("OPENBLAS_CORETYPE");
        List<String> available = BlasKernels.available();
        if (variable == null && !available.isEmpty()) {
            assertThat(BlasKernels.current()).hasValue(available.get(0));
        } else if (available.contains(variable)) {
            assertThat(BlasKernels.current()).hasValue(variable);
        }
    }

    private List<String> available(String flags) throws IOException {
        Path description = folder.resolve("cpuinfo");
        Files.writeString(description, "processor\t: 0\nmodel name\t: any\nflags\t\t: " + flags + "\n");
        return BlasKernels.available(description);
    }
}
