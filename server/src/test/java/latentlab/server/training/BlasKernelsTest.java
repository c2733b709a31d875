package latentlab.server.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlasKernelsTest {
    @TempDir
    private Path folder;

    @Test
    void wantsEveryPartOfAvx512() throws IOException {
        assertThat(hasAvx512("fpu avx2 fma avx512f avx512dq avx512cd avx512bw avx512vl"))
                .isTrue();
        assertThat(hasAvx512("fpu avx2 fma avx512f avx512dq avx512cd avx512bw")).isFalse();
        assertThat(hasAvx512("fpu avx2 fma")).isFalse();
    }

    @Test
    void leavesTheChoiceWhereNothingIsKnown() {
        assertThat(BlasKernels.hasAvx512(folder.resolve("missing"))).isFalse();
    }

    private boolean hasAvx512(String flags) throws IOException {
        Path description = folder.resolve("cpuinfo");
        Files.writeString(description, "processor\t: 0\nmodel name\t: any\nflags\t\t: " + flags + "\n");
        return BlasKernels.hasAvx512(description);
    }
}
