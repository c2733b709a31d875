package latentlab.server.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import latentlab.server.Eventually;
import org.junit.jupiter.api.Test;

class LostDatabaseTest {
    private final LostDatabase database = new LostDatabase();
    private final StoreException lost =
            StoreException.of(new DataDirectory(Path.of("data")), new SQLException("no answer"));

    @Test
    void nobodyIsTurnedAwayFromOneThatAnswers() {
        assertThatCode(database::check).doesNotThrowAnyException();
        database.found(lost);
        database.isBack();
        assertThatCode(database::check).doesNotThrowAnyException();
    }

    @Test
    void oneAsksAndTheOthersAreToldWhatIsKnown() throws Exception {
        database.found(lost);
        assertThatThrownBy(database::check).as("a moment ago").isSameAs(lost);
        Eventually.holds(this::asks, () -> "somebody may ask again");
        assertThat(asks()).as("somebody asks already").isFalse();
        database.found(lost);
        assertThat(asks()).as("it was asked a moment ago").isFalse();
        Eventually.holds(this::asks, () -> "somebody may ask again");
        database.isBack();
        assertThat(asks() && asks()).isTrue();
    }

    private boolean asks() {
        try {
            database.check();
            return true;
        } catch (StoreException told) {
            assertThat(told).isSameAs(lost);
            return false;
        }
    }
}
