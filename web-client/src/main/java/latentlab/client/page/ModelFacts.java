package latentlab.client.page;

import latentlab.client.kernel.Network;
import latentlab.client.view.CodeRange;
import latentlab.statistics.Quantiles;
import org.teavm.jso.core.JSArrayReader;

/**
 * What a model's weights file says about the test set.
 *
 * @param dataset the data set's name
 * @param ranges  (d), of the code's numbers
 * @param errors  of the pictures' mean squared errors; null when it does not say
 */
public record ModelFacts(String dataset, CodeRange[] ranges, Quantiles errors) {
    public static ModelFacts of(Network network) {
        CodeRange[] ranges = new CodeRange[network.latentDim()];
        JSArrayReader<Json.CodeQuantiles> code = Json.codeQuantiles(text(network, "codeQuantiles"));
        for (int i = 0; i < ranges.length; i++) {
            ranges[i] = i < code.getLength() ? range(code.get(i)) : CodeRange.UNKNOWN;
        }
        double[] errors = Json.numbers(text(network, "errorQuantiles"));
        return new ModelFacts(text(network, "dataset"), ranges, errors.length < 2 ? null : new Quantiles(errors));
    }

    private static CodeRange range(Json.CodeQuantiles quantiles) {
        return new CodeRange(quantiles.getMin(), quantiles.getP1(), quantiles.getP99(), quantiles.getMax());
    }

    private static String text(Network network, String key) {
        String text = network.metadata().get(key);
        return text == null ? "" : text;
    }
}
