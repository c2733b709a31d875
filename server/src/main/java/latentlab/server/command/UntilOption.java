package latentlab.server.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import latentlab.theory.StoppingCondition;
import latentlab.theory.StoppingCondition.Quantity;
import latentlab.theory.StoppingConditions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says when a training may end before its last epoch. */
final class UntilOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--until",
            paramLabel = "CONDITION=BOUND",
            description = {
                "ends the training before its last epoch, as soon as one of these is met; may be given several times:",
                "gradient-norm=E (norm of a step's gradient below E),",
                "parameter-change=E (norm of a step below E),",
                "iterations=N, epochs=N, minutes=M,",
                "target-loss=L (training error after an epoch at most L),",
                "patience=N (early stopping: N epochs in a row without a lower test error)"
            })
    private List<String> conditions = new ArrayList<>();

    /** @throws ParameterException when one is not understood */
    StoppingConditions conditions() {
        try {
            return new StoppingConditions(
                    conditions.stream().map(UntilOption::condition).toList());
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), "--until: " + wrong.getMessage(), wrong);
        }
    }

    private static StoppingCondition condition(String text) {
        int equals = text.indexOf('=');
        Quantity quantity = Quantity.named(equals < 0 ? text : text.substring(0, equals))
                .orElseThrow(() -> new IllegalArgumentException("there is no condition '" + text + "', expected one of "
                        + Arrays.stream(Quantity.values()).map(Quantity::option).collect(Collectors.joining(", "))
                        + ", each with =BOUND"));
        try {
            return new StoppingCondition(quantity, Double.parseDouble(equals < 0 ? "" : text.substring(equals + 1)));
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException(
                    quantity.option() + " needs =BOUND, a number, as in " + quantity.option() + "=10");
        }
    }
}
