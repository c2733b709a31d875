package latentlab.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import latentlab.server.runs.Run;
import latentlab.server.runs.RunState;
import latentlab.server.web.language.Language;
import latentlab.server.web.language.Templates;
import latentlab.theory.StoppingConditions.Reached;
import org.junit.jupiter.api.Test;
import org.thymeleaf.context.Context;

/** What a run's page says in words, in either language. */
class RunWordsTest {
    private static final Language GERMAN = Language.of("/de/runs");

    private static String facts(RunState state, String reason, Reached stoppedBy, Language language) {
        Map<String, Double> until = new LinkedHashMap<>();
        until.put("minutes", 0.5);
        until.put("patience", 3.0);
        Run run = new Run(
                "mnist-c4-d3-s0",
                "MNIST",
                state,
                "mnist",
                3,
                4,
                3916,
                5,
                128,
                0.003,
                0.01,
                "one-cycle",
                0,
                until,
                1,
                null,
                null,
                null,
                2,
                null,
                null,
                null,
                null,
                stoppedBy,
                reason,
                false,
                null,
                0);
        Map<String, Object> page = Map.of(
                "run", run, "root", "./", "asFiles", false, "hasModel", false, "written", (Function<Object, String>)
                        String::valueOf);
        Context context = new Context(language.locale(), RunWords.with(page, language));
        return Templates.in(language).process("run", Set.of("#facts"), context);
    }

    @Test
    void whyItFailed() {
        String full = "The disk is full: make room in the data directory and start the run again.";
        assertThat(facts(RunState.FAILED, full, null, GERMAN)).contains("Fehlgeschlagen: <span>Die Platte ist voll");
        assertThat(facts(RunState.FAILED, full, null, Language.ENGLISH)).contains("Failed: <span>The disk is full");
    }

    @Test
    void whatIsThereInEnglishOnlyIsMarkedAsEnglish() {
        assertThat(facts(RunState.FAILED, "something odd", null, GERMAN))
                .contains("Fehlgeschlagen: <span lang=\"en\">something odd</span>");
        assertThat(facts(RunState.FAILED, "something odd", null, Language.ENGLISH))
                .contains("Failed: <span>something odd</span>");
    }

    @Test
    void whatEndsItAndWhatHasEndedIt() {
        Reached loss = new Reached("targetLoss", 0.015, 0.01425);
        assertThat(facts(RunState.FINISHED, null, loss, GERMAN))
                .contains(
                        "Minuten 0,5; Geduld 3",
                        ", One-Cycle",
                        "„Trainingsverlust“, erreicht wurde 0,01425 (die Grenze ist 0,015)");
        assertThat(facts(RunState.FINISHED, null, loss, Language.ENGLISH))
                .contains("minutes 0.5; patience 3", ", one-cycle", "ended by training loss, which came to 0.01425");
    }
}
