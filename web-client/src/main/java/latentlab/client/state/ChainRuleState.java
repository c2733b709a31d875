package latentlab.client.state;

import java.util.ArrayList;
import java.util.List;
import latentlab.theory.StudyExpression;

/**
 * What a link to the page about the chain rule carries.
 *
 * @param model      its id; empty for the default model
 * @param expression which of the four
 * @param functions  places of the chosen functions among those that there are
 * @param inputs     x, y and z, to hundredths, from −2 to 2
 * @param digit      on which the layer is checked; null for the digit that the page begins with
 * @param mistake    whether the layer's gradient is computed with a mistake
 */
public record ChainRuleState(
        String model,
        StudyExpression expression,
        List<Integer> functions,
        List<Double> inputs,
        Source digit,
        boolean mistake) {
    /** At first. */
    public static final List<Double> INPUTS = List.of(0.7, -1.2, 0.4);

    /** What the fragment says; what it does not say is the default. */
    public static ChainRuleState read(Fragment fragment) {
        StudyExpression expression = StudyExpression.of(fragment.get("expression"));
        double[] inputs = NumberList.readHundredths(fragment.get("at"), 3);
        List<Double> values = new ArrayList<>(INPUTS);
        for (int i = 0; inputs != null && i < 3; i++) {
            values.set(i, Math.max(-2, Math.min(2, inputs[i])));
        }
        return new ChainRuleState(
                fragment.get("model"),
                expression,
                functions(fragment.get("functions"), expression),
                values,
                Source.read(fragment.get("digit")),
                fragment.get("mistake").equals("yes"));
    }

    /** The fragment that {@link #read} reads. */
    public Fragment write() {
        int[] places = new int[functions.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = functions.get(i);
        }
        return new Fragment()
                .put("model", model)
                .put("expression", expression == StudyExpression.ARGUMENTS ? "" : expression.word())
                .put("functions", functions.equals(usual(expression)) ? "" : NumberList.write(places))
                .put(
                        "at",
                        inputs.equals(INPUTS)
                                ? ""
                                : NumberList.writeHundredths(inputs.get(0), inputs.get(1), inputs.get(2)))
                .put("digit", digit == null ? "" : digit.write())
                .put("mistake", mistake ? "yes" : "");
    }

    /** The places of the functions that an expression has at first. */
    public static List<Integer> usual(StudyExpression expression) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < expression.functions(); i++) {
            for (int place = 0; place < expression.choices(i).length; place++) {
                if (expression.choices(i)[place] == expression.usual(i)) {
                    places.add(place);
                }
            }
        }
        return places;
    }

    private static List<Integer> functions(String text, StudyExpression expression) {
        List<Integer> usual = usual(expression);
        int[] places = NumberList.read(text, usual.size());
        if (places == null) {
            return usual;
        }
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            chosen.add(places[i] >= 0 && places[i] < expression.choices(i).length ? places[i] : usual.get(i));
        }
        return chosen;
    }
}
