package latentlab.client.page.learn;

import java.util.List;
import java.util.Optional;
import latentlab.client.state.Steps;
import latentlab.client.state.StoppingState;
import latentlab.client.view.ConditionRow;
import latentlab.client.view.Decimal;
import latentlab.client.view.DescentPicture;
import latentlab.client.view.Dom;
import latentlab.client.view.Numbers;
import latentlab.client.view.Text;
import latentlab.theory.Descent;
import latentlab.theory.Descent.Stop;
import latentlab.theory.StoppingCondition;
import latentlab.theory.StoppingCondition.Quantity;
import latentlab.theory.StoppingConditions;
import latentlab.theory.Surface;
import org.teavm.jso.dom.html.HTMLElement;

/** A descent from a start that the visitor chooses, and the condition that ends it. */
final class DescentFigure {
    private static final int MOST_STEPS = 2000;

    /** As fast as one can follow; the time of the figure is that of its steps. */
    private static final int STEPS_PER_SECOND = 20;

    private final Lesson page;
    private final HTMLElement surfaceChoice = Dom.byId("surface");
    private final HTMLElement rateSlider = Dom.byId("rate");
    private final HTMLElement plus = Dom.byId("plus");
    private final HTMLElement stepSlider = Dom.byId("step");
    private final DescentPicture picture = new DescentPicture(Dom.byId("descent-plane"), this::startAt);
    private final Opening opening = new Opening(this::play);
    private final List<ConditionRow> conditions;
    private Surface surface;
    private double x;
    private double y;
    private boolean ownStart;
    private boolean ownRate;
    private Descent descent;
    private Optional<Stop> stop = Optional.empty();
    private int end; // the last step that is made
    private int step; // at which one looks

    DescentFigure(StoppingState opened, Lesson page) {
        this.page = page;
        conditions = StoppingPage.conditions(Dom.byId("conditions"), opened.until(), this::moved);
        surface = opened.surface();
        Dom.value(surfaceChoice, surface.word());
        Dom.check(plus, opened.ascends());
        reset();
        if (opened.x() == opened.x()) {
            x = opened.x();
            y = opened.y();
            ownStart = false;
        }
        if (opened.rate() != StoppingState.OFF) {
            Dom.value(rateSlider, Integer.toString(opened.rate()));
            ownRate = false;
        }
        Dom.on(surfaceChoice, "change", () -> {
            surface = Surface.of(Dom.value(surfaceChoice));
            reset();
            moved();
        });
        Dom.on(rateSlider, "input", () -> {
            ownRate = false;
            moved();
        });
        Dom.on(plus, "change", this::moved);
        Dom.on(stepSlider, "input", () -> {
            opening.stop();
            step = Dom.hundredths(stepSlider) / 100;
            page.changed();
        });
        Dom.on(Dom.byId("play"), "click", opening::play);
        descend();
        if (opened.write().toString().isEmpty()) {
            opening.begin();
        } else if (opened.step() >= 0) {
            step = Math.min(end, opened.step());
        }
    }

    Surface surface() {
        return surface;
    }

    double x() {
        return ownStart ? Double.NaN : x;
    }

    double y() {
        return y;
    }

    int rate() {
        return ownRate ? StoppingState.OFF : ratePlace();
    }

    boolean ascends() {
        return Dom.checked(plus);
    }

    List<ConditionRow> conditions() {
        return conditions;
    }

    /** −1 for the last one. */
    int step() {
        return step == end ? -1 : step;
    }

    private int ratePlace() {
        return Dom.hundredths(rateSlider) / 100;
    }

    /** Start and step size that suit the surface. */
    private void reset() {
        x = surface.startX();
        y = surface.startY();
        ownStart = true;
        ownRate = true;
        Dom.value(rateSlider, Integer.toString(Steps.place(surface.rate())));
    }

    private void startAt(double newX, double newY) {
        x = newX;
        y = newY;
        ownStart = false;
        moved();
    }

    private void moved() {
        opening.stop();
        descend();
        page.changed();
    }

    private void play(double share) {
        step = (int) (share * end + 0.5);
        page.redraw();
    }

    private void descend() {
        double rate = Steps.at(ratePlace());
        descent = new Descent(surface, x, y, ascends() ? -rate : rate, MOST_STEPS, 60.0 * STEPS_PER_SECOND);
        StoppingConditions all = StoppingConditions.NONE;
        for (ConditionRow condition : conditions) {
            if (condition.isOn()) {
                all = all.and(condition(condition));
            }
        }
        stop = descent.stop(all);
        end = stop.map(Stop::step).orElse(descent.steps());
        step = end;
    }

    private static StoppingCondition condition(ConditionRow row) {
        Quantity quantity = Quantity.named(row.quantity()).orElseThrow();
        double bound = Steps.at(row.place());
        return new StoppingCondition(quantity, quantity == Quantity.MINUTES ? bound / 60 : bound);
    }

    void show() {
        picture.show(surface, descent, step, end);
        Dom.say("rate-value", Text.number(Steps.text(ratePlace())));
        rateSlider.setAttribute("aria-valuetext", Text.number(Steps.text(ratePlace())));
        stepSlider.setAttribute("max", Integer.toString(end));
        Dom.value(stepSlider, Integer.toString(step));
        Dom.say("at-step", Integer.toString(step));
        Dom.say("at-x", Decimal.fixed(descent.x(step), 4));
        Dom.say("at-y", Decimal.fixed(descent.y(step), 4));
        Dom.say("at-value", Numbers.precise(descent.value(step)));
        Dom.say("at-norm", Numbers.precise(descent.gradientNorm(step)));
        Dom.say("at-change", step == 0 ? "–" : Numbers.precise(descent.change(step)));
        for (ConditionRow row : conditions) {
            show(row);
        }
        Dom.say("ended", ended());
        Dom.say("ground", Ground.inWords(surface.at(descent.x(end), descent.y(end))));
    }

    private void show(ConditionRow row) {
        Quantity quantity = Quantity.named(row.quantity()).orElseThrow();
        Optional<Stop> alone = descent.stop(StoppingConditions.NONE.and(condition(row)));
        String bound = Text.number(Steps.text(row.place()));
        if (alone.isEmpty()) {
            row.show(bound, Text.of("never"), "", false);
            return;
        }
        double value = alone.get().reached().value();
        row.show(
                bound,
                Integer.toString(alone.get().step()),
                Numbers.precise(quantity == Quantity.MINUTES ? 60 * value : value),
                stop.isPresent() && stop.get().reached().condition().equals(row.quantity()));
    }

    private String ended() {
        if (stop.isPresent()) {
            return Text.of(
                    "Ended after {0} steps by: {1}.",
                    end, words(stop.get().reached().condition()));
        }
        return descent.isGone()
                ? Text.of("Gone: after {0} steps it is a thousand away, and no condition has ended it.", end)
                : Text.of("None of the conditions is met in {0} steps, where this figure gives up.", MOST_STEPS);
    }

    private String words(String quantity) {
        for (ConditionRow row : conditions) {
            if (row.quantity().equals(quantity)) {
                return row.words() + " " + Text.number(Steps.text(row.place()));
            }
        }
        return quantity;
    }
}
