package latentlab.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StudiesApiTest {
    private static final String STUDY = "/api/v1/studies/correlation?preset=quick";

    @RegisterExtension
    private static final TestServer server = new TestServer();

    @Test
    void listsEveryStudyWithItsPresets() throws Exception {
        JsonNode list = TestServer.JSON.readTree(server.get("/api/v1/studies").body());
        assertThat(list.findValuesAsText("study"))
                .containsExactly("latent-dimension", "channel-capacity", "interpolation", "correlation", "transfer");
        assertThat(list.get(3).path("presets").toString()).contains("\"quick\"");
    }

    @Test
    void answersTheFileAsItIs() {
        HttpResponse<byte[]> answer = server.get(STUDY);
        assertThat(TestServer.text(answer)).isEqualTo(StudyFiles.RESULTS);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void tablesComeAsCsv() {
        HttpResponse<byte[]> answer = server.get(STUDY + "&format=csv");
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(TestServer.text(answer)).isEqualTo("d,\"a, \"\"b\"\"\"\r\n3,0.5\r\n5,\r\n");
        assertThat(TestServer.text(server.get(STUDY + "&format=csv&table=second")))
                .isEqualTo("x\r\ny\r\n");
    }

    @Test
    void tablesComeForLatex() {
        HttpResponse<byte[]> answer = server.get(STUDY + "&format=latex");
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/x-latex");
        assertThat(TestServer.text(answer))
                .isEqualTo(
                        "% F\n\\begin{tabular}{rr}\n\\hline\nd & a, ''b'' \\\\\n\\hline\n3 & 0.5 \\\\\n5 &  \\\\\n\\hline\n\\end{tabular}\n");
        assertThat(TestServer.text(server.get(STUDY + "&format=latex&table=second")))
                .contains("{l}\n\\hline\nx \\\\");
    }

    /** The same without a query, as a copy of the site that consists of files has it. */
    @Test
    void everyFormHasAnAddressOfItsOwn() {
        String study = "/api/v1/studies/correlation/quick";
        assertThat(server.get(study + ".json").body())
                .isEqualTo(server.get(STUDY).body());
        assertThat(server.get(study + "/second.csv").body())
                .isEqualTo(server.get(STUDY + "&format=csv&table=second").body());
        assertThat(server.get(study + "/second.tex").body())
                .isEqualTo(server.get(STUDY + "&format=latex&table=second").body());
        assertThat(server.get("/api/v1/studies.json").body())
                .isEqualTo(server.get("/api/v1/studies").body());
        assertThat(server.get("/studies/correlation/quick").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {STUDY, "/api/v1/studies", STUDY + "&format=latex", STUDY + "&format=csv"})
    void repeatedReadersGet304(String path) {
        String tag = server.get(path).headers().firstValue("ETag").orElseThrow();
        assertThat(server.get(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(server.send("HEAD", path, null).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/studies/nix, 404",
        "/api/v1/studies/correlation?preset=paper, 404",
        "/api/v1/studies/correlation?preset=nix, 400",
        "/api/v1/studies/correlation?format=xml, 400",
        "/api/v1/studies/correlation?format=csv&format=csv, 400",
        "/api/v1/studies/correlation?preset=quick&format=csv&table=nix, 400",
        "/api/v1/studies/correlation/paper.json, 404",
        "/api/v1/studies/correlation/nix.json, 404",
        "/api/v1/studies/correlation/quick/nix.csv, 404",
        "/api/v1/studies/correlation/quick/classifier.safetensors, 404",
        "/api/v1/studies/../correlation, 404",
        "/api/v1/studies/correlation?preset=../quick, 400"
    })
    void saysWhatIsWrong(String path, int status) throws Exception {
        HttpResponse<byte[]> answer = server.get(path);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(TestServer.JSON.readTree(answer.body()).path("detail").asText())
                .isNotBlank()
                .doesNotContain("nix");
    }
}
