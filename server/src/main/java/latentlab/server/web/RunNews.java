package latentlab.server.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import latentlab.server.runs.Run;

/**
 * How a run stands, ready to be sent to all who listen.
 *
 * @param run    JSON
 * @param epochs those that are done
 */
record RunNews(String run, boolean ended, List<Epoch> epochs) {
    /** @param metrics JSON */
    record Epoch(int number, String metrics) {}

    /** @param id of a run that exists */
    static RunNews of(RunList runs, String id) {
        // first how it stands, then its metrics: none is missed when it has ended in between
        Run run = runs.find(id).orElseThrow();
        List<Epoch> epochs = runs.metrics(id, 0).stream()
                .map(metrics -> new Epoch(metrics.epoch(), text(metrics)))
                .toList();
        return new RunNews(text(run), run.state().ended(), epochs);
    }

    private static String text(Object value) {
        return new String(Json.write(value), StandardCharsets.UTF_8);
    }
}
