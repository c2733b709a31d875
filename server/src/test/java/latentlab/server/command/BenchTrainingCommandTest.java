package latentlab.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchTrainingCommandTest {
    @Test
    void printsOneObject() throws IOException {
        JsonNode result = run("--channels=2", "--latent-dim=3", "--batch-size=9", "--steps=5", "--threads=2");
        assertThat(result.fieldNames())
                .toIterable()
                .containsExactly(
                        "engine",
                        "threads",
                        "channels",
                        "latentDim",
                        "batchSize",
                        "parameters",
                        "millisecondsPerStep",
                        "imagesPerSecond",
                        "kernels",
                        "matrixProductPeakGflops",
                        "shareOfPeak");
        assertThat(result.get("engine").asText()).isEqualTo("ND4J 1.0.0-M2.1");
        assertThat(result.get("threads").asInt()).isEqualTo(2);
        assertThat(result.get("parameters").asInt()).isEqualTo(1704);
        double milliseconds = result.get("millisecondsPerStep").asDouble();
        assertThat(result.get("imagesPerSecond").asDouble())
                .isCloseTo(9000 / milliseconds, within(1e-6 * 9000 / milliseconds));
        assertThat(result.get("shareOfPeak").asDouble()).isPositive();
    }

    @Test
    void sumsTheWorkers() throws IOException {
        JsonNode result = run("--channels=2", "--latent-dim=3", "--batch-size=9", "--steps=5", "--workers=2");
        assertThat(result.get("workers").asInt()).isEqualTo(2);
        assertThat(result.get("threads").asInt()).isEqualTo(1);
        JsonNode perWorker = result.get("perWorker");
        assertThat(perWorker).hasSize(2);
        double sum = perWorker.get(0).get("imagesPerSecond").asDouble()
                + perWorker.get(1).get("imagesPerSecond").asDouble();
        assertThat(result.get("imagesPerSecond").asDouble()).isCloseTo(sum, within(1e-6 * sum));
    }

    private static JsonNode run(String... options) throws IOException {
        StringWriter out = new StringWriter();
        int code = Failures.inOneLine(new CommandLine(new BenchTrainingCommand()))
                .setOut(new PrintWriter(out, true))
                .execute(options);
        assertThat(code).isZero();
        return new ObjectMapper().readTree(out.toString());
    }
}
