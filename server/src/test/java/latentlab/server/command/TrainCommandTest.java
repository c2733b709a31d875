package latentlab.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import latentlab.network.Decoder;
import latentlab.network.Encoder;
import latentlab.server.Eventually;
import latentlab.server.dataset.Dataset;
import latentlab.server.dataset.IdxFolder;
import latentlab.server.models.Model;
import latentlab.server.models.ModelDescription;
import latentlab.server.training.BlasKernels;
import latentlab.theory.StoppingConditions.Reached;
import latentlab.weights.Safetensors;
import latentlab.weights.SafetensorsReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class TrainCommandTest {
    @TempDir
    private Path folder;

    private Path squares;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        squares = IdxFolder.write(folder.resolve("Squares 2"), 200, 40, 0);
    }

    @Test
    void writesTheModelWithItsWholeExperiment() throws IOException {
        assertThat(train("data", "--epochs", "2", "--seed", "7"))
                .as(err.toString())
                .isZero();
        Path file = model("data", "squares-2-c2-d3-e2-b32-s7");
        assertThat(out.toString().trim()).isEqualTo(file.toString());
        Safetensors weights = SafetensorsReader.read(Files.readAllBytes(file));
        assertThat(weights.tensors())
                .containsOnlyKeys(
                        "encoder.conv1.weight",
                        "encoder.conv1.bias",
                        "encoder.conv2.weight",
                        "encoder.conv2.bias",
                        "encoder.fc.weight",
                        "encoder.fc.bias",
                        "decoder.fc.weight",
                        "decoder.fc.bias",
                        "decoder.conv2.weight",
                        "decoder.conv2.bias",
                        "decoder.conv1.weight",
                        "decoder.conv1.bias");
        ModelDescription model = Model.read(Files.readAllBytes(file)).description();
        assertThat(model.id()).isEqualTo("squares-2-c2-d3-e2-b32-s7");
        assertThat(model.dataset()).isEqualTo("squares-2");
        assertThat(model.parameters()).isEqualTo(64 * 4 + 134 * 2 + 196 * 6 + 3 + 1);
        assertThat(model.epochs()).isEqualTo(2);
        assertThat(model.batchSize()).isEqualTo(32);
        assertThat(model.learningRate()).isEqualTo(0.003);
        assertThat(model.weightDecay()).isEqualTo(0.01);
        assertThat(model.schedule()).isEqualTo("constant");
        assertThat(model.seed()).isEqualTo(7);
        assertThat(model.threads()).isEqualTo(2);
        assertThat(model.kernels()).isEqualTo(BlasKernels.current().orElse(null));
        assertThat(model.history()).hasSize(2);
        assertThat(model.history().get(1).testLoss()).isEqualTo(model.testLoss());
        assertThat(model.command())
                .contains(" train --dataset '" + squares + "' --latent-dim 3 --channels 2 --epochs 2 --batch-size 32")
                .endsWith(" --learning-rate 0.003 --weight-decay 0.01 --schedule constant --seed 7 --threads 2");
        assertThat(folder.resolve("data/checkpoints")).isEmptyDirectory();
        assertQuantiles(weights, model);
    }

    /** The losses and quantiles of the file are what the file's own weights give, by the shared network. */
    private void assertQuantiles(Safetensors weights, ModelDescription model) throws IOException {
        Dataset dataset = Dataset.read(squares);
        Encoder encoder = Encoder.of(weights);
        Decoder decoder = Decoder.of(weights);
        int count = dataset.test().size();
        double[] errors = new double[count];
        double[][] codes = new double[3][count];
        for (int i = 0; i < count; i++) {
            float[] pixels = new float[784];
            for (int k = 0; k < 784; k++) {
                pixels[k] = (dataset.test().pixels()[784 * i + k] & 0xff) / 255f;
            }
            float[] code = encoder.encode(pixels);
            float[] decoded = decoder.decode(code);
            for (int k = 0; k < 784; k++) {
                errors[i] += (decoded[k] - pixels[k]) * (decoded[k] - pixels[k]) / 784;
            }
            for (int j = 0; j < 3; j++) {
                codes[j][i] = code[j];
            }
        }
        assertThat(Arrays.stream(errors).average().orElseThrow()).isCloseTo(model.testLoss(), within(1e-6));
        Arrays.sort(errors);
        assertThat(model.errorQuantiles()).hasSize(101).isSorted();
        assertThat(model.errorQuantiles().get(0)).isCloseTo(errors[0], within(1e-6));
        assertThat(model.errorQuantiles().get(50)).isCloseTo((errors[19] + errors[20]) / 2, within(1e-6));
        assertThat(model.errorQuantiles().get(100)).isCloseTo(errors[39], within(1e-6));
        for (int j = 0; j < 3; j++) {
            Arrays.sort(codes[j]);
            ModelDescription.CodeQuantiles quantiles = model.codeQuantiles().get(j);
            assertThat(quantiles.min()).isCloseTo(codes[j][0], within(1e-5));
            assertThat(quantiles.p1()).isCloseTo(codes[j][0] + 0.39 * (codes[j][1] - codes[j][0]), within(1e-5));
            assertThat(quantiles.p50()).isCloseTo((codes[j][19] + codes[j][20]) / 2, within(1e-5));
            assertThat(quantiles.p99()).isCloseTo(codes[j][39] - 0.39 * (codes[j][39] - codes[j][38]), within(1e-5));
            assertThat(quantiles.max()).isCloseTo(codes[j][39], within(1e-5));
        }
    }

    @Test
    void saysWhatEndedIt() throws IOException {
        assertThat(train("data", "--epochs", "9", "--until", "iterations=5", "--until", "minutes=10"))
                .as(err.toString())
                .isZero();
        assertThat(err.toString()).contains("ended by iterations 5.0, the bound is 5.0");
        Path file = model("data", "squares-2-c2-d3-e9-b32-s0-until-iterations5-minutes10");
        ModelDescription model = Model.read(Files.readAllBytes(file)).description();
        assertThat(model.stoppedBy()).isEqualTo(new Reached("iterations", 5, 5));
        assertThat(model.until()).containsOnlyKeys("iterations", "minutes");
        assertThat(model.command()).endsWith(" --until iterations=5.0 --until minutes=10.0");
    }

    @Test
    void doesNotTrainTwice() throws IOException {
        assertThat(train("data", "--epochs", "1")).isZero();
        Path file = model("data", "squares-2-c2-d3-e1-b32-s0");
        byte[] first = Files.readAllBytes(file);
        assertThat(train("data", "--epochs", "1")).isZero();
        assertThat(err.toString()).contains("is trained already");
        assertThat(file).hasBinaryContent(first);
    }

    @Test
    void neverUsesAnIdForOtherWeights() throws IOException {
        assertThat(train("data", "--epochs", "1")).isZero();
        Path file = model("data", "squares-2-c2-d3-e1-b32-s0");
        byte[] first = Files.readAllBytes(file);
        IdxFolder.write(squares, 200, 40, 5);
        assertThat(train("data", "--epochs", "1")).isEqualTo(1);
        assertThat(err.toString().trim())
                .contains("another experiment (datasetDigest")
                .doesNotContain("\n");
        assertThat(file).hasBinaryContent(first);
    }

    /** Kills a training for real and lets it go on. */
    @Test
    void goesOnAfterAKillToTheSameBits() throws Exception {
        String[] options = {"--epochs", "40"}; // of which many are left when the first one has been seen
        assertThat(train("whole", options)).as(err.toString()).isZero();
        Path checkpoint = folder.resolve("cut/checkpoints/squares-2-c2-d3-e40-b32-s0.safetensors");
        List<String> java = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "latentlab.server.Main",
                "train"));
        java.addAll(List.of(arguments("cut", options)));
        Process process = new ProcessBuilder(java)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            Eventually.holds(
                    () -> Files.exists(checkpoint), () -> "it trains:\n" + Files.readString(folder.resolve("log")));
        } finally {
            process.destroyForcibly().waitFor();
        }
        Path cut = model("cut", "squares-2-c2-d3-e40-b32-s0");
        assertThat(cut).doesNotExist();
        assertThat(train("cut", options)).as(err.toString()).isZero();
        Safetensors whole = SafetensorsReader.read(Files.readAllBytes(model("whole", "squares-2-c2-d3-e40-b32-s0")));
        SafetensorsReader.read(Files.readAllBytes(cut))
                .tensors()
                .forEach((name, tensor) -> assertThat(tensor.data())
                        .as(name)
                        .isEqualTo(whole.tensors().get(name).data()));
    }

    @ParameterizedTest
    @CsvSource({
        "--latent-dim, 0, latent dimension must be from 1",
        "--channels, -3, number of channels must be from 1",
        "--channels, 2.5, --channels",
        "--epochs, 0, epochs must be at least 1",
        "--batch-size, 0, batch size must be at least 1",
        "--learning-rate, 0, learning rate must be above 0",
        "--learning-rate, NaN, learning rate must be above 0",
        "--weight-decay, -1, weight decay must be 0 or above",
        "--schedule, cosine, schedule must be constant or one-cycle",
        "--seed, -1, seed must be 0 or above",
        "--threads, 0, --threads must be from 1",
        "--blas-kernels, Pentium, the BLAS kernels",
        "--until, minutes, minutes needs =BOUND",
        "--until, patience=1.5, patience must be a whole number",
        "--until, nothing=1, there is no condition 'nothing=1'",
        "--unknown, 1, --unknown"
    })
    void tellsWhatIsWrongInOneLine(String option, String value, String message) {
        assertThat(train("data", option, value)).isEqualTo(2);
        assertThat(err.toString().trim()).contains(message).doesNotContain("\n");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void tellsThatADataSetIsMissing() {
        assertThat(run("train", "--dataset", folder.resolve("none").toString(), "--data", folder + "/data"))
                .isEqualTo(1);
        assertThat(err.toString().trim()).contains("no such file").doesNotContain("\n");
    }

    private int train(String data, String... options) {
        return run(arguments(data, options));
    }

    private String[] arguments(String data, String... options) {
        List<String> all = new ArrayList<>(List.of("--dataset", squares.toString(), "--data"));
        all.add(folder.resolve(data).toString());
        List<String> given = List.of(options);
        String[][] usual = {{"--latent-dim", "3"}, {"--channels", "2"}, {"--batch-size", "32"}, {"--threads", "2"}};
        for (String[] option : usual) {
            if (!given.contains(option[0])) {
                all.addAll(List.of(option));
            }
        }
        all.addAll(given);
        return all.toArray(String[]::new);
    }

    private int run(String... arguments) {
        String[] options =
                arguments[0].equals("train") ? Arrays.copyOfRange(arguments, 1, arguments.length) : arguments;
        return Failures.inOneLine(new CommandLine(new TrainCommand()))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(options);
    }

    private Path model(String data, String id) {
        return folder.resolve(data).resolve("models").resolve(id + ".safetensors");
    }
}
