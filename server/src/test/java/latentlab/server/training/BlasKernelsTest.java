package latentlab.server.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlasKernelsTest {
    @TempDir
    private Path folder;

    @Test
    void takesTheBestThatTheProcessorHas() throws IOException {
        assertThat(best("fpu avx2 fma avx512f avx512dq avx512cd avx512bw avx512vl"))
                .hasValue("SkylakeX");
        assertThat(best("fpu avx2 fma avx512f avx512dq avx512cd avx512bw")).hasValue("Haswell");
        assertThat(best("fpu avx2 avx")).isEmpty();
    }

    @Test
    void leavesTheChoiceWhereNothingIsKnown() throws IOException {
        assertThat(BlasKernels.best(folder.resolve("missing"))).isEmpty();
        assertThat(BlasKernels.best(Files.createFile(folder.resolve("empty")))).isEmpty();
    }

    private Optional<String> best(String flags) throws IOException {
        Path description = folder.resolve("cpuinfo");
        Files.writeString(description, "processor\t: 0\nmodel name\t: any\nflags\t\t: " + flags + "\n");
        return BlasKernels.best(description);
    }
}
