package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page about stopping: conditions that are tried on the record of a training, against their computation here. */
@ExtendWith(SiteExtension.class)
class TriedRecordTest {
    @Test
    void theConditionsAreTriedOnARecord(Site site) {
        try (Lesson lesson = Lesson.still(site, DescentTest.PAGE)) {
            lesson.visit().page().waitForFunction("() => document.querySelectorAll('#record-table tr').length > 1");
            lesson.visit().frame();
            String json = (String)
                    lesson.visit()
                            .page()
                            .evaluate(
                                    "async () => (await fetch('../api/v1/runs/' + document.getElementById('run').value)).text()");
            JsonObject run = JsonParser.parseString(json).getAsJsonObject();
            JsonArray metrics = run.getAsJsonArray("metrics");
            assertThat(lesson.find("#record-table tr").count()).isEqualTo(metrics.size());
            for (int i = 0; i < metrics.size(); i++) {
                JsonObject epoch = metrics.get(i).getAsJsonObject();
                double[] row = lesson.numbers("#record-table tr:nth-of-type(" + (i + 1) + ")");
                assertThat(lesson.texts("#record-table tr:nth-of-type(" + (i + 1) + ") td"))
                        .hasSize(5);
                String together = String.join(" ", lesson.texts("#record-table tr:nth-of-type(" + (i + 1) + ") td"));
                assertThat(Lesson.numbersIn(together.replace(",", "")))
                        .containsExactly(
                                new double[] {
                                    i + 1,
                                    epoch.get("trainLoss").getAsDouble(),
                                    epoch.get("testLoss").getAsDouble(),
                                    469 * (i + 1), // batches of 128
                                    minutes(run, i)
                                },
                                within(5.1e-2));
                assertThat(Lesson.numbersIn(together)[1])
                        .isCloseTo(epoch.get("trainLoss").getAsDouble(), within(5.1e-6));
                assertThat(Lesson.numbersIn(together)[2])
                        .isCloseTo(epoch.get("testLoss").getAsDouble(), within(5.1e-6));
                assertThat(row).isNotEmpty();
            }
            assertTried(lesson, run);
            assertThat(lesson.text("#record-really"))
                    .contains("condition “epochs”")
                    .contains(metrics.size() + " epochs");
            lesson.press("#record-conditions [data-quantity=patience] input[type=range]", "ArrowRight", 1);
            lesson.find("#record-conditions [data-quantity=targetLoss] input[type=checkbox]")
                    .uncheck();
            lesson.visit().frame();
            assertTried(lesson, run);
            lesson.find("#record-conditions [data-quantity=patience] input[type=checkbox]")
                    .uncheck();
            lesson.press("#record-conditions [data-quantity=iterations] input[type=range]", "ArrowLeft", 3);
            lesson.visit().frame();
            assertTried(lesson, run); // now iterations end it
            lesson.press("#record-conditions [data-quantity=minutes] input[type=range]", "Home", 1);
            lesson.press("#record-conditions [data-quantity=minutes] input[type=range]", "ArrowRight", 7);
            lesson.visit().frame();
            assertTried(lesson, run); // now time does
            assertThat(lesson.find("#record-conditions [data-first=true]").getAttribute("data-quantity"))
                    .isEqualTo("minutes");
            String hash = lesson.linkWith("tried=");
            try (Lesson opened = Lesson.still(site, DescentTest.PAGE + hash)) {
                opened.visit().page().waitForFunction("() => document.querySelectorAll('#record-table tr').length > 1");
                opened.visit().frame();
                assertThat(opened.text("#record-ended")).isEqualTo(lesson.text("#record-ended"));
            }
        }
    }

    /** Up to the end of an epoch, counted from 0: the whole time, each epoch's share by its images per second. */
    private static double minutes(JsonObject run, int epoch) {
        double all = 0;
        double some = 0;
        JsonArray metrics = run.getAsJsonArray("metrics");
        for (int i = 0; i < metrics.size(); i++) {
            double time =
                    1 / metrics.get(i).getAsJsonObject().get("imagesPerSecond").getAsDouble();
            all += time;
            some += i <= epoch ? time : 0;
        }
        return run.get("seconds").getAsDouble() / 60 * some / all;
    }

    private static void assertTried(Lesson lesson, JsonObject run) {
        JsonArray metrics = run.getAsJsonArray("metrics");
        int end = metrics.size();
        boolean ended = false;
        int best = 0;
        String[] quantities = {"targetLoss", "patience", "epochs", "iterations", "minutes"};
        double[] bounds = new double[quantities.length];
        for (int c = 0; c < bounds.length; c++) {
            bounds[c] = Double.parseDouble(
                    lesson.text(row(quantities[c]) + " .bound").replace(",", ""));
        }
        int[] met = new int[quantities.length];
        for (int i = 0; i < metrics.size(); i++) {
            JsonObject epoch = metrics.get(i).getAsJsonObject();
            if (epoch.get("testLoss").getAsDouble()
                    < metrics.get(best).getAsJsonObject().get("testLoss").getAsDouble()) {
                best = i;
            }
            boolean[] now = {
                epoch.get("trainLoss").getAsDouble() <= bounds[0],
                i - best >= bounds[1],
                i + 1 >= bounds[2],
                469 * (i + 1) >= bounds[3],
                minutes(run, i) >= bounds[4]
            };
            for (int c = 0; c < met.length; c++) {
                met[c] = met[c] == 0 && now[c] ? i + 1 : met[c];
            }
        }
        for (int c = 0; c < met.length; c++) {
            assertThat(lesson.text(row(quantities[c]) + " .at"))
                    .as(quantities[c])
                    .isEqualTo(met[c] == 0 ? "never" : "" + met[c]);
            if (lesson.find(row(quantities[c]) + " input[type=checkbox]").isChecked() && met[c] > 0) {
                end = Math.min(end, met[c]);
                ended = true;
            }
        }
        assertThat(lesson.text("#record-ended")).contains(ended ? "after epoch " + end + ":" : "Not ended");
    }

    private static String row(String quantity) {
        return "#record-conditions [data-quantity=" + quantity + "]";
    }
}
