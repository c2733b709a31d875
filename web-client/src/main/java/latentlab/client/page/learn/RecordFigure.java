package latentlab.client.page.learn;

import java.util.List;
import java.util.Optional;
import latentlab.client.page.ModelChoice;
import latentlab.client.state.StoppingState;
import latentlab.client.view.ConditionRow;
import latentlab.client.view.Decimal;
import latentlab.client.view.Dom;
import latentlab.client.view.Numbers;
import latentlab.client.view.Plot;
import latentlab.client.view.Text;
import latentlab.theory.StoppingCondition;
import latentlab.theory.StoppingCondition.Quantity;
import latentlab.theory.StoppingConditions;
import latentlab.theory.StoppingConditions.Reached;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.html.HTMLElement;

/** Stopping conditions on the record of a real training: where each would have ended it. */
final class RecordFigure {
    private static final double HUNDRED_THOUSANDTHS = 1e5;
    private static final double HUNDREDS = 100;
    private static final double TENTHS = 10;

    private final Lesson page;
    private final HTMLElement choice = Dom.byId("run");
    private final HTMLElement missing = Dom.byId("record-missing");
    private final Plot plot = new Plot(Dom.byId("record-plot"));
    private final List<ConditionRow> conditions;
    private final String first = Dom.value(choice);
    private TrainingRecord record; // null until it is here
    private boolean tableShown;

    RecordFigure(StoppingState opened, Lesson page) {
        this.page = page;
        conditions = StoppingPage.conditions(Dom.byId("record-conditions"), opened.tried(), page::changed);
        Dom.value(choice, opened.run().isEmpty() ? first : opened.run());
        if (Dom.value(choice).isEmpty()) {
            Dom.value(choice, first);
        }
        Dom.on(choice, "change", () -> {
            fetch();
            page.changed();
        });
        Dom.on(missing.querySelector("button"), "click", this::fetch);
        fetch();
    }

    /** Empty for the first one. */
    String run() {
        String run = Dom.value(choice);
        return run.equals(first) ? "" : run;
    }

    List<ConditionRow> conditions() {
        return conditions;
    }

    private void fetch() {
        String id = Dom.value(choice);
        missing.setHidden(true);
        TrainingRecord.fetch(
                ModelChoice.root() + "api/v1/runs/" + Window.encodeURIComponent(id)
                        + ".json", // which a copy of the site has, too
                arrived -> {
                    if (id.equals(Dom.value(choice))) {
                        record = arrived;
                        tableShown = false;
                        page.redraw();
                    }
                },
                reason -> {
                    missing.setHidden(false);
                    Dom.say(missing, "span", Text.of("The record did not arrive. {0}", reason));
                });
    }

    void show() {
        if (record == null) {
            return;
        }
        int epochs = record.epochs();
        double least = Math.min(record.trainLoss(epochs), record.testLoss(epochs));
        double most = Math.max(record.trainLoss(1), record.testLoss(1));
        // so that the slider reaches from a bound that is met at once to one that never is
        conditions.get(0).range((int) (0.95 * least * HUNDRED_THOUSANDTHS), (int) (most * HUNDRED_THOUSANDTHS) + 1);
        conditions.get(2).range(1, epochs);
        conditions.get(3).range(1, whole(record.iterations(epochs) / HUNDREDS));
        conditions.get(4).range(1, whole(record.minutes(epochs) * TENTHS));
        StoppingConditions all = StoppingConditions.NONE;
        for (ConditionRow row : conditions) {
            if (row.isOn()) {
                all = all.and(condition(row));
            }
        }
        int end = stop(all);
        Optional<Reached> reached = all.reached(record.after(end));
        for (ConditionRow row : conditions) {
            show(row, reached.isPresent() && reached.get().condition().equals(row.quantity()));
        }
        double room = 0.08 * (most - least);
        plot.begin(1, epochs, Math.max(0, least - room), most + room);
        if (conditions.get(0).isOn()) {
            plot.level("bound", bound(conditions.get(0)));
        }
        plot.upright("end", end);
        double[] xs = new double[epochs];
        double[] train = new double[epochs];
        double[] test = new double[epochs];
        for (int i = 0; i < epochs; i++) {
            xs[i] = i + 1;
            train[i] = record.trainLoss(i + 1);
            test[i] = record.testLoss(i + 1);
        }
        plot.curve("series-0", xs, train);
        plot.curve("series-1", xs, test);
        plot.dot("series-0", end, record.trainLoss(end));
        plot.dot("series-1", end, record.testLoss(end));
        Dom.say(
                "record-ended",
                reached.isPresent()
                        ? Text.of(
                                "Ended after epoch {0}: training loss {1}, test loss {2}.",
                                Integer.toString(end),
                                Decimal.fixed(record.trainLoss(end), 5),
                                Decimal.fixed(record.testLoss(end), 5))
                        : Text.of(
                                "Not ended in its {0} epochs: training loss {1}, test loss {2}.",
                                Integer.toString(epochs),
                                Decimal.fixed(record.trainLoss(end), 5),
                                Decimal.fixed(record.testLoss(end), 5)));
        Dom.say("record-really", record.really());
        showTable();
        Dom.mark("record");
    }

    /** At least as much; 1 for what is not known. */
    private static int whole(double value) {
        return value >= 1 ? (int) Math.ceil(value) : 1;
    }

    private void show(ConditionRow row, boolean first) {
        StoppingCondition condition = condition(row);
        StoppingConditions alone = StoppingConditions.NONE.and(condition);
        int end = stop(alone);
        Optional<Reached> reached = alone.reached(record.after(end));
        double known = record.after(record.epochs()).of(condition.quantity());
        row.show(
                inWords(condition.quantity(), condition.bound()),
                known != known
                        ? Text.of("not recorded")
                        : reached.isPresent() ? Integer.toString(end) : Text.of("never"),
                reached.map(met -> inWords(condition.quantity(), met.value())).orElse(""),
                first);
    }

    private static String inWords(Quantity quantity, double value) {
        return switch (quantity) {
            case TARGET_LOSS -> Decimal.fixed(value, 5);
            case MINUTES -> Decimal.fixed(value, 1);
            default -> Numbers.grouped(value);
        };
    }

    /** The first epoch after which one of the conditions is met; the last one when none is. */
    private int stop(StoppingConditions wanted) {
        int epoch = 1;
        while (epoch < record.epochs() && wanted.reached(record.after(epoch)).isEmpty()) {
            epoch++;
        }
        return epoch;
    }

    private static double bound(ConditionRow row) {
        return switch (quantity(row)) {
            case TARGET_LOSS -> row.place() / HUNDRED_THOUSANDTHS;
            case ITERATIONS -> row.place() * HUNDREDS;
            case MINUTES -> row.place() / TENTHS;
            default -> row.place();
        };
    }

    private static Quantity quantity(ConditionRow row) {
        return Quantity.named(row.quantity()).orElseThrow();
    }

    private static StoppingCondition condition(ConditionRow row) {
        return new StoppingCondition(quantity(row), bound(row));
    }

    private void showTable() {
        if (tableShown) {
            return;
        }
        tableShown = true;
        HTMLElement body = Dom.byId("record-table");
        body.clear();
        for (int epoch = 1; epoch <= record.epochs(); epoch++) {
            HTMLElement row = Dom.append(body, "tr", "");
            Dom.text(Dom.append(row, "td", "number"), Integer.toString(epoch));
            Dom.text(Dom.append(row, "td", "number"), Decimal.fixed(record.trainLoss(epoch), 5));
            Dom.text(Dom.append(row, "td", "number"), Decimal.fixed(record.testLoss(epoch), 5));
            Dom.text(Dom.append(row, "td", "number"), known(Quantity.ITERATIONS, record.iterations(epoch)));
            Dom.text(Dom.append(row, "td", "number"), known(Quantity.MINUTES, record.minutes(epoch)));
        }
    }

    private static String known(Quantity quantity, double value) {
        return value == value ? inWords(quantity, value) : "–";
    }
}
