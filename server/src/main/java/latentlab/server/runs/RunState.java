package latentlab.server.runs;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a run stands. */
public enum RunState {
    QUEUED,
    RUNNING,
    FINISHED,
    FAILED,
    CANCELLED;

    /** In lower case, as it is stored and told. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing more will happen to it by itself. */
    public boolean ended() {
        return this != QUEUED && this != RUNNING;
    }

    static RunState of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
