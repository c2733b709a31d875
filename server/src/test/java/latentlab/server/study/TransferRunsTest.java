package latentlab.server.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import latentlab.server.training.TransferTraining.Result;
import latentlab.server.training.TransferTraining.Variant;
import latentlab.weights.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study that was stopped among its learnings from labels goes on with the next one. */
class TransferRunsTest {
    private static final Result RESULT = new Result(
            List.of(0.1, 0.8123456789012345),
            List.of(2.3, 0.7),
            new byte[] {0, 9, 4},
            Map.of("head.bias", new Tensor(new int[] {2}, new float[] {0.5f, -1})));

    @TempDir
    private Path folder;

    @Test
    void whatIsKeptIsFoundAgain() throws IOException {
        new TransferRuns(folder, "model-a 17", 120).keep(Variant.FULL, 3, RESULT);
        Result found = new TransferRuns(folder, "model-a 17", 120).find(Variant.FULL, 3);
        assertThat(found.accuracy()).isEqualTo(RESULT.accuracy());
        assertThat(found.crossEntropy()).isEqualTo(RESULT.crossEntropy());
        assertThat(found.digits()).isEqualTo(RESULT.digits());
        assertThat(found.tensors().get("head.bias").data()).containsExactly(0.5f, -1);
    }

    @Test
    void anythingElseIsMadeAgain() throws IOException {
        TransferRuns runs = new TransferRuns(folder, "model-a 17", 120);
        runs.keep(Variant.FULL, 3, RESULT);
        assertThat(runs.find(Variant.FROZEN, 3)).isNull();
        assertThat(runs.find(Variant.FULL, 2)).isNull();
        assertThat(new TransferRuns(folder, "model-a 17", 60).find(Variant.FULL, 3))
                .isNull();
        assertThat(new TransferRuns(folder, "model-a 18", 120).find(Variant.FULL, 3))
                .as("the same id with other weights")
                .isNull();
        try (Stream<Path> files = Files.list(folder)) {
            Files.writeString(files.findFirst().orElseThrow(), "no weights");
        }
        assertThat(runs.find(Variant.FULL, 3)).isNull();
    }
}
