package latentlab.theory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import latentlab.theory.StoppingCondition.Quantity;

/**
 * Conditions of which the first one that is met ends a descent.
 *
 * @param all in the order of the quantities, one for each at most
 */
public record StoppingConditions(List<StoppingCondition> all) {
    /** None: the descent goes on to its end. */
    public static final StoppingConditions NONE = new StoppingConditions(List.of());

    /** @throws IllegalArgumentException when a quantity is there twice */
    public StoppingConditions {
        List<StoppingCondition> sorted = new ArrayList<>();
        for (Quantity quantity : Quantity.values()) {
            for (StoppingCondition condition : all) {
                if (condition.quantity() != quantity) {
                    continue;
                }
                if (!sorted.isEmpty() && sorted.get(sorted.size() - 1).quantity() == quantity) {
                    throw new IllegalArgumentException(quantity.option() + " is there twice");
                }
                sorted.add(condition);
            }
        }
        all = List.copyOf(sorted);
    }

    /** Where a descent stands. */
    public interface Progress {
        /** The quantity now; NaN when it is not known at this place. */
        double of(Quantity quantity);
    }

    /**
     * What has ended a descent.
     *
     * @param condition the quantity's label
     * @param value     of the quantity when it ended
     */
    public record Reached(String condition, double bound, double value) {}

    /** The first condition that is met. */
    public Optional<Reached> reached(Progress progress) {
        for (StoppingCondition condition : all) {
            double value = progress.of(condition.quantity());
            if (condition.metBy(value)) {
                return Optional.of(new Reached(condition.quantity().label(), condition.bound(), value));
            }
        }
        return Optional.empty();
    }

    /**
     * These and one more.
     *
     * @throws IllegalArgumentException when the quantity is there already
     */
    public StoppingConditions and(StoppingCondition condition) {
        List<StoppingCondition> more = new ArrayList<>(all);
        more.add(condition);
        return new StoppingConditions(more);
    }

    /** Whether a quantity is looked at. */
    public boolean have(Quantity quantity) {
        return all.stream().anyMatch(condition -> condition.quantity() == quantity);
    }

    /** The bounds by the quantities' labels. */
    public Map<String, Double> toMap() {
        Map<String, Double> bounds = new LinkedHashMap<>();
        all.forEach(condition -> bounds.put(condition.quantity().label(), condition.bound()));
        return bounds;
    }

    /**
     * From bounds by the quantities' labels.
     *
     * @throws IllegalArgumentException when a label is unknown or a bound is none
     */
    public static StoppingConditions of(Map<String, Double> bounds) {
        List<StoppingCondition> conditions = new ArrayList<>();
        bounds.forEach((label, bound) -> conditions.add(new StoppingCondition(
                Quantity.named(label)
                        .orElseThrow(() -> new IllegalArgumentException("there is no stopping condition " + label)),
                bound)));
        return new StoppingConditions(conditions);
    }

    /** Part of a name: empty when there is none, else such as {@code -until-minutes10-patience3}. */
    public String suffix() {
        StringBuilder suffix = new StringBuilder(all.isEmpty() ? "" : "-until");
        for (StoppingCondition condition : all) {
            double bound = condition.bound();
            String number = bound == (long) bound ? String.valueOf((long) bound) : String.valueOf(bound);
            suffix.append('-').append(condition.quantity().option()).append(number.toLowerCase());
        }
        return suffix.toString();
    }
}
