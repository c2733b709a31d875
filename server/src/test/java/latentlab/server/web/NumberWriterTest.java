package latentlab.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumberWriterTest {
    @Test
    void writesFractionsAsShortAsTheyAre() {
        assertThat(text(new NumberWriter().fractions(new float[] {0, 1, 0.5f, 0.1f, 1e-8f, 4e-9f, 0.99999994f, -0f})))
                .isEqualTo("[0,1,0.5,0.1,0.00000001,0,0.99999994,0]");
    }

    @Test
    void fractionsAreWithinHalfOfTheLastDecimal() throws Exception {
        Random random = new Random(1);
        float[] values = new float[100_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 2 == 0 ? random.nextFloat() : (float) Math.pow(10, -10 * random.nextDouble());
        }
        JsonNode read =
                TestServer.JSON.readTree(new NumberWriter().fractions(values).toBytes());
        for (int i = 0; i < values.length; i++) {
            assertThat(Math.abs(read.get(i).asDouble() - values[i])).isLessThanOrEqualTo(5.0001e-9);
        }
    }

    @Test
    void exactNumbersReadBackAsTheSame() throws Exception {
        float[] values = {0, -0f, 1e9f, -1e-45f, Float.MIN_NORMAL, 0.1f, 123456.79f};
        JsonNode read =
                TestServer.JSON.readTree(new NumberWriter().exactly(values).toBytes());
        assertThat(TestServer.floats(read)).isEqualTo(values);
    }

    private static String text(NumberWriter json) {
        return new String(json.toBytes(), StandardCharsets.US_ASCII);
    }
}
