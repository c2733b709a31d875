package latentlab.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import latentlab.network.Fold;
import latentlab.server.export.ModelFile;
import latentlab.server.models.ModelLibrary;
import latentlab.server.models.RandomModels;
import latentlab.weights.Safetensors;
import latentlab.weights.SafetensorsReader;
import latentlab.weights.SafetensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelsApiTest {
    private static final String FILE = "/api/v1/models/larger/encoder.safetensors";

    @RegisterExtension
    private static final TestServer server = new TestServer();

    @Test
    void answersUnderTheNameOfAFileToo() {
        for (String path : new String[] {"/api/v1/models", "/api/v1/models/larger"}) {
            assertThat(server.get(path + ".json").body())
                    .isEqualTo(server.get(path).body());
        }
    }

    @Test
    void listsTheModelsWithoutTheirLongLists() throws Exception {
        HttpResponse<byte[]> answer = server.get("/api/v1/models");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        JsonNode list = TestServer.JSON.readTree(answer.body());
        assertThat(list).hasSize(2);
        JsonNode model = list.get(1);
        assertThat(model.path("id").asText()).isEqualTo("larger");
        assertThat(model.path("name").asText()).isEqualTo("Random, <c=8>");
        assertThat(model.path("dataset").asText()).isEqualTo("mnist");
        assertThat(model.path("latentDim").asInt()).isEqualTo(15);
        assertThat(model.path("channels").asInt()).isEqualTo(8);
        assertThat(model.path("parameters").asLong()).isEqualTo(64 * 64 + 134 * 8 + 196 * 8 * 15 + 15 + 1);
        assertThat(model.has("epochs")).isTrue();
        assertThat(model.has("seed")).isTrue();
        assertThat(model.path("learningRate").asDouble()).isEqualTo(0.003);
        assertThat(model.path("trainLoss").isNumber()).isTrue();
        assertThat(model.path("testLoss").isNumber()).isTrue();
        assertThat(model.has("history")).isFalse();
        assertThat(model.has("codeQuantiles")).isFalse();
        assertThat(model.has("errorQuantiles")).isFalse();
        assertThat(TestServer.text(answer)).doesNotContain("<");
    }

    @Test
    void oneModelHasEverything() throws Exception {
        JsonNode model =
                TestServer.JSON.readTree(server.get("/api/v1/models/small").body());
        assertThat(model.path("id").asText()).isEqualTo("small");
        assertThat(model.path("history").isArray()).isTrue();
        assertThat(model.path("codeQuantiles").isArray()).isTrue();
        assertThat(model.path("files")).hasSize(ModelFile.values().length);
    }

    /** As when a backup is restored, or a run done again whose model was removed. */
    @Test
    void nothingIsKeptOfAModelThatHadTheIdBefore(@TempDir Path data) throws Exception {
        Path file = Files.createDirectory(data.resolve("models")).resolve("own.safetensors");
        Files.write(file, SafetensorsWriter.write(RandomModels.weights("own", 2, 3)));
        ModelLibrary library = ModelLibrary.open(data);
        List<String> paths = Stream.of("", "/encoder.safetensors", "/codes", "/correlation", "/reference")
                .map(path -> "/api/v1/models/own" + path)
                .toList();
        try (TestServer changing = new TestServer(library)) {
            List<byte[]> before =
                    paths.stream().map(path -> changing.get(path).body()).toList();
            Files.write(file, SafetensorsWriter.write(RandomModels.weights("own", 3, 3)));
            library.refresh();
            for (int i = 0; i < before.size(); i++) {
                HttpResponse<byte[]> now = changing.get(paths.get(i));
                assertThat(now.statusCode()).isEqualTo(200);
                assertThat(now.body()).as(paths.get(i)).isNotEqualTo(before.get(i));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ModelFile.class)
    void filesAreWhatTheListSays(ModelFile file) throws Exception {
        HttpResponse<byte[]> answer = server.get("/api/v1/models/small/" + file.fileName());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(TestServer.SMALL.file(file));
        JsonNode model =
                TestServer.JSON.readTree(server.get("/api/v1/models/small").body());
        JsonNode entry = null;
        for (JsonNode candidate : model.path("files")) {
            if (candidate.path("name").asText().equals(file.fileName())) {
                entry = candidate;
            }
        }
        assertThat(entry).isNotNull();
        String tag = answer.headers().firstValue("ETag").orElseThrow();
        assertThat(tag).matches("\"[0-9a-f]{32}\"");
        assertThat(answer.headers().firstValue("Cache-Control"))
                .contains(file == ModelFile.KERNEL ? "no-cache" : "public, max-age=31536000, immutable");
        assertThat(server.get("/api/v1/models/small/" + file.fileName(), "If-None-Match", tag)
                        .statusCode())
                .isEqualTo(304);
        assertThat(entry.path("bytes").asInt()).isEqualTo(answer.body().length);
        assertThat(entry.path("sha256").asText())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(answer.body())));
    }

    @Test
    void safetensorsHoldTheWeightsAndTheExperiment() {
        Safetensors expected = RandomModels.weights("larger", 8, 15);
        Safetensors encoder = SafetensorsReader.read(server.get(FILE).body());
        assertThat(encoder.metadata()).isEqualTo(expected.metadata());
        assertThat(encoder.tensors()).hasSize(6);
        assertThat(encoder.require("encoder.fc.weight", 15, 784).data())
                .isEqualTo(expected.require("encoder.fc.weight", 15, 784).data());
        Safetensors folded = SafetensorsReader.read(
                server.get("/api/v1/models/larger/folded-decoder.safetensors").body());
        assertThat(folded.tensors().keySet())
                .containsExactly("folded.weight", "folded.bias", "decoder.conv1.weight", "decoder.conv1.bias");
        assertThat(folded.require("folded.weight", 196 * 8, 15).data())
                .isEqualTo(Fold.fold(expected)
                        .require("folded.weight", 196 * 8, 15)
                        .data());
    }

    @ParameterizedTest
    @ValueSource(strings = {FILE, "/api/v1/models", "/api/v1/models/small", "/", "/css/site.css", "/js/latent-lab.js"})
    void repeatedReadersGet304(String path) {
        for (String coding : new String[] {"identity", "gzip"}) {
            HttpResponse<byte[]> first = server.get(path, "Accept-Encoding", coding);
            String tag = first.headers().firstValue("ETag").orElseThrow();
            assertThat(tag).matches("\"[0-9a-f]{32}(-gzip)?\"");
            assertThat(first.headers().firstValue("Cache-Control"))
                    .contains(path.equals(FILE) ? "public, max-age=31536000, immutable" : "no-cache");
            assertThat(first.headers().firstValue("Vary")).contains("Accept-Encoding");
            for (String known : new String[] {tag, "\"x\", " + tag, "W/" + tag, "*"}) {
                HttpResponse<byte[]> again = server.get(path, "Accept-Encoding", coding, "If-None-Match", known);
                assertThat(again.statusCode()).as(known).isEqualTo(304);
                assertThat(again.body()).isEmpty();
                assertThat(again.headers().firstValue("ETag")).contains(tag);
                assertThat(again.headers().firstValue("Vary")).contains("Accept-Encoding");
            }
            assertThat(server.get(path, "Accept-Encoding", coding, "If-None-Match", "\"x\"")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {FILE, "/api/v1/models/small", "/", "/css/site.css", "/livez", "/api/v1/datasets/mnist/test/3"})
    void headIsGetWithoutTheBody(String path) {
        HttpResponse<byte[]> get = server.get(path);
        HttpResponse<byte[]> head = server.send("HEAD", path, null);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        for (String header : new String[] {"Content-Type", "Content-Length", "ETag", "Cache-Control", "Vary"}) {
            assertThat(head.headers().firstValue(header))
                    .as(header)
                    .isEqualTo(get.headers().firstValue(header));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {FILE, "/api/v1/models/small", "/js/latent-lab.js", "/"})
    void compressedIsTheSameBytes(String path) throws Exception {
        HttpResponse<byte[]> plain = server.get(path);
        HttpResponse<byte[]> compressed = server.get(path, "Accept-Encoding", "br, gzip");
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(compressed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(compressed.body()).hasSizeLessThan(plain.body().length);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed.body())).readAllBytes())
                .isEqualTo(plain.body());
        assertThat(compressed.headers().firstValue("ETag"))
                .isNotEqualTo(plain.headers().firstValue("ETag"));
        assertThat(server.get(path, "Accept-Encoding", "gzip;q=0").headers().firstValue("Content-Encoding"))
                .isEmpty();
    }
}
