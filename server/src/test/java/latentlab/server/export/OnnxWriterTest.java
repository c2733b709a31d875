package latentlab.server.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import latentlab.network.Decoder;
import latentlab.network.Encoder;
import latentlab.server.models.RandomModels;
import latentlab.weights.Safetensors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the written files in ONNX Runtime. */
class OnnxWriterTest {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "4, 3, 2", "8, 20, 5", "32, 15, 3", "128, 15, 1"})
    void encoderComputesWhatSharedComputes(int c, int d, int images) throws OrtException {
        Safetensors weights = RandomModels.weights("m", c, d);
        float[] pixels = random(images * 784, 1);
        float[] codes = run(OnnxWriter.encoder(weights), pixels, new long[] {-1, 1, 28, 28}, new long[] {-1, d});
        Encoder encoder = Encoder.of(weights);
        for (int i = 0; i < images; i++) {
            float[] expected = encoder.encode(Arrays.copyOfRange(pixels, i * 784, (i + 1) * 784));
            assertThat(Arrays.copyOfRange(codes, i * d, (i + 1) * d)).containsExactly(expected, within(1e-5f));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "4, 3, 2", "8, 20, 5", "32, 15, 3", "128, 15, 1"})
    void decoderComputesWhatSharedComputes(int c, int d, int images) throws OrtException {
        Safetensors weights = RandomModels.weights("m", c, d);
        float[] codes = random(images * d, 3);
        float[] pixels = run(OnnxWriter.decoder(weights), codes, new long[] {-1, d}, new long[] {-1, 1, 28, 28});
        Decoder decoder = Decoder.of(weights);
        for (int i = 0; i < images; i++) {
            float[] expected = decoder.decode(Arrays.copyOfRange(codes, i * d, (i + 1) * d));
            assertThat(Arrays.copyOfRange(pixels, i * 784, (i + 1) * 784)).containsExactly(expected, within(1e-5f));
        }
    }

    @ParameterizedTest
    @CsvSource("2, 3")
    void fileCarriesTheExperiment(int c, int d) throws OrtException {
        Safetensors weights = RandomModels.weights("m", c, d);
        for (byte[] file : new byte[][] {OnnxWriter.encoder(weights), OnnxWriter.decoder(weights)}) {
            try (OrtSession session = environment.createSession(file)) {
                assertThat(session.getMetadata().getCustomMetadata()).isEqualTo(weights.metadata());
                assertThat(session.getMetadata().getProducerName()).isEqualTo("Latent Lab");
            }
        }
    }

    /** Checks that there is one input and one output with a free first extent, and runs the file. */
    private float[] run(byte[] file, float[] input, long[] inputShape, long[] outputShape) throws OrtException {
        try (OrtSession session = environment.createSession(file)) {
            assertThat(session.getInputNames()).hasSize(1);
            assertThat(session.getOutputNames()).hasSize(1);
            String name = session.getInputNames().iterator().next();
            TensorInfo in = (TensorInfo) session.getInputInfo().get(name).getInfo();
            TensorInfo out = (TensorInfo)
                    session.getOutputInfo().values().iterator().next().getInfo();
            assertThat(in.getShape()).isEqualTo(inputShape);
            assertThat(out.getShape()).isEqualTo(outputShape);
            assertThat(in.getDimensionNames()[0]).isEqualTo("N");
            assertThat(out.getDimensionNames()[0]).isEqualTo("N");
            long[] shape = inputShape.clone();
            shape[0] = input.length / Arrays.stream(shape).skip(1).reduce(1, (a, b) -> a * b);
            try (OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(input), shape);
                    OrtSession.Result result = session.run(Map.of(name, tensor))) {
                FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
                float[] output = new float[values.remaining()];
                values.get(output);
                return output;
            }
        }
    }

    private static float[] random(int count, float scale) {
        Random random = new Random(count);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() * scale;
        }
        return values;
    }
}
