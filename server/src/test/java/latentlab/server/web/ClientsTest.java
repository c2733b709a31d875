package latentlab.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            198.51.100.7 |                                      | 198.51.100.7
            198.51.100.7 | 192.0.2.1                            | 198.51.100.7
            10.0.0.1     |                                      | 10.0.0.1
            10.0.0.1     | 192.0.2.1                            | 192.0.2.1
            10.0.0.1     | 192.0.2.1, 10.0.0.9                  | 192.0.2.1
            10.0.0.1     | 8.8.8.8, 192.0.2.1                   | 192.0.2.1
            10.0.0.1     | 192.0.2.1, nonsense                  | 10.0.0.1
            10.0.0.1     | 192.0.2.1, example.org               | 10.0.0.1
            10.0.0.1     | 192.0.2.1, 999.1.1.1                 | 10.0.0.1
            10.0.0.1     | 192.0.2.1,                           | 192.0.2.1
            10.0.0.1     | 192.0.2.1:4711                       | 192.0.2.1
            10.0.0.1     | [2001:db8:1:2:aaaa::1]:4711          | 2001:db8:1:2::/64
            10.0.0.1     | 2001:db8:1:2:bbbb::9                 | 2001:db8:1:2::/64
            10.0.0.1     | ::ffff:192.0.2.1                     | 192.0.2.1
            10.0.0.1     | 10.0.0.2, 10.0.0.3                   | 10.0.0.2
            fd00::1      | 192.0.2.1                            | 192.0.2.1
            2001:db8::5  | 192.0.2.1                            | 2001:db8:0:0::/64
            fe80::1%eth0 | 192.0.2.1                            | 192.0.2.1
            [fe80::1%2]  | 192.0.2.1                            | 192.0.2.1
            fe80::1%eth0 |                                      | fe80:0:0:0::/64
            10.0.0.1     | 192.0.2.1, fe80::1%eth0              | 10.0.0.1
            """)
    void isTheRightmostHopThatNoTrustedProxyHas(String remote, String header, String client) {
        Clients clients = new Clients(List.of("10.0.0.0/8", "fd00::/8", "fe80::/10"));
        assertThat(clients.of(remote, header == null ? List.of() : List.of(header)))
                .isEqualTo(client);
    }

    @org.junit.jupiter.api.Test
    void severalHeadersAreOneList() {
        assertThat(new Clients(List.of("10.0.0.0/8")).of("10.0.0.1", List.of("8.8.8.8", "192.0.2.1, 10.0.0.2")))
                .isEqualTo("192.0.2.1");
    }
}
