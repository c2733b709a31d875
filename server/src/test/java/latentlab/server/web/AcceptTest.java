package latentlab.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-                                            | application/json",
                "*/*                                          | application/json",
                "text/html                                    | text/html",
                "text/html, */*;q=0.8                         | text/html",
                "application/json, text/html                  | application/json",
                "text/html;q=0.5, application/json;q=0.4      | text/html",
                "TEXT/HTML                                    | text/html",
                "text/*                                       | text/html",
                "text/*;q=0.1, application/*;q=0.2            | application/json",
                "application/json;q=0, */*                    | text/html",
                "image/png                                    | -",
                "*/*;q=0                                      | -",
                "text/html;q=nonsense                         | text/html",
                ",;,;;                                        | -"
            })
    void choosesWhatTheReaderLikesBest(String header, String chosen) {
        assertThat(Accept.best(header, "application/json", "text/html")).isEqualTo(chosen);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-             | false",
                "gzip          | true",
                "br, gzip      | true",
                "GZIP;q=1      | true",
                "gzip;q=0      | false",
                "gzip; q=0.000 | false",
                "gzip;q=0.001  | true",
                "*             | true",
                "*;q=0         | false",
                "gzip;q=0, *   | false",
                "identity      | false",
                "br            | false"
            })
    void knowsWhoTakesGzip(String header, boolean taken) {
        assertThat(AcceptEncoding.gzip(header)).isEqualTo(taken);
    }
}
