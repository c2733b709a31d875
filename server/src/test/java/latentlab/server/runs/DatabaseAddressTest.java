package latentlab.server.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {
    @Test
    void thePasswordIsTakenOutOfTheAddress() {
        DatabaseAddress address = DatabaseAddress.of(
                "jdbc:postgresql://db.example.org:5432/lab?user=lab&password=s%26cret&sslmode=require", "other");
        assertThat(address.url()).isEqualTo("jdbc:postgresql://db.example.org:5432/lab?user=lab&sslmode=require");
        assertThat(address.password()).isEqualTo("s&cret");
        assertThat(address).hasToString("jdbc:postgresql://db.example.org:5432/lab");
        assertThat(DatabaseAddress.of("jdbc:postgresql://[::1],b/lab?password=x", null)
                        .url())
                .isEqualTo("jdbc:postgresql://[::1],b/lab");
        assertThat(DatabaseAddress.of("jdbc:postgresql://h/lab?user=lab", "from outside"))
                .isEqualTo(new DatabaseAddress("jdbc:postgresql://h/lab?user=lab", "from outside"));
        assertThat(DatabaseAddress.of("jdbc:postgresql://h/lab", " ").password())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lab",
                "jdbc:sqlite:lab.db",
                "postgres://host/lab",
                "jdbc:postgresql:lab",
                "jdbc:postgresql:///lab",
                "jdbc:postgresql://host",
                "jdbc:postgresql://host/",
                "jdbc:postgresql://host:port/lab",
                "jdbc:postgresql://user:secret@host/lab",
                "jdbc:postgresql://user:secret@host:1/lab?password=secret",
                "jdbc:postgresql://host/lab?a b",
                "jdbc:postgresql://ho st/lab?password=secret"
            })
    void whatIsNoAddressIsNotRepeated(String url) {
        assertThatThrownBy(() -> DatabaseAddress.of(url, "secret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jdbc:postgresql://HOST:PORT/NAME?user=USER")
                .hasMessageNotContaining("secret");
    }
}
