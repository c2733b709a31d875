package latentlab.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is sent, it is answered with 4xx and a problem that can be read, and nothing of it comes back as markup. */
class BadRequestsTest {
    @RegisterExtension
    private static final TestServer server = new TestServer();

    static List<BadRequest> cases() {
        List<BadRequest> cases = new ArrayList<>(BadBodies.cases());
        cases.addAll(BadAddresses.cases());
        return cases;
    }

    @Test
    void thereAreMoreThanAHundred() {
        assertThat(cases()).hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isRefusedWithAProblem(BadRequest one) throws Exception {
        // HttpClient refuses to send a path or query that is no URI
        if (one.path().contains("%zz")) {
            String answer = server.raw("GET " + one.path() + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 400").contains("Content-Type: application/problem+json");
            return;
        }
        HttpResponse<byte[]> answer = server.send(one.method(), one.path(), one.body(), one.headers());
        String text = TestServer.text(answer);
        assertThat(answer.statusCode()).as(text).isEqualTo(one.status());
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(text).doesNotContain("<").doesNotContainIgnoringCase("alert(1)</");
        JsonNode problem = TestServer.JSON.readTree(answer.body());
        assertThat(problem.path("status").asInt()).isEqualTo(one.status());
        assertThat(problem.path("type").asText()).isNotEmpty();
        assertThat(problem.path("title").asText()).isNotEmpty();
        assertThat(problem.path("detail").asText()).hasSizeBetween(10, 300).doesNotContain("script");
        if (one.status() == 405) {
            assertThat(answer.headers().firstValue("Allow").orElse("")).containsAnyOf("GET, HEAD", "POST");
        }
    }
}
