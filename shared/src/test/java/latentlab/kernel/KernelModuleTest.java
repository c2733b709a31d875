package latentlab.kernel;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import latentlab.network.Fold;
import latentlab.weights.MalformedWeightsException;
import latentlab.weights.Safetensors;
import latentlab.weights.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernel's weights are looked at before there is a kernel; what it computes is tested in a browser. */
class KernelModuleTest {
    private static final int C = 2;
    private static final int D = 3;

    private static Map<String, Tensor> layers() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("encoder.conv1.weight", zeros(C, 1, 4, 4));
        tensors.put("encoder.conv1.bias", zeros(C));
        tensors.put("encoder.conv2.weight", zeros(2 * C, C, 4, 4));
        tensors.put("encoder.conv2.bias", zeros(2 * C));
        tensors.put("encoder.fc.weight", zeros(D, 98 * C));
        tensors.put("encoder.fc.bias", zeros(D));
        tensors.put("decoder.fc.weight", zeros(98 * C, D));
        tensors.put("decoder.fc.bias", zeros(98 * C));
        tensors.put("decoder.conv2.weight", zeros(2 * C, C, 4, 4));
        tensors.put("decoder.conv2.bias", zeros(C));
        tensors.put("decoder.conv1.weight", zeros(C, 1, 4, 4));
        tensors.put("decoder.conv1.bias", zeros(1));
        return tensors;
    }

    private static Tensor zeros(int... shape) {
        int count = 1;
        for (int extent : shape) {
            count *= extent;
        }
        return Tensor.of(new float[count], shape);
    }

    private static Map<String, Tensor> foldedLayers() {
        Safetensors layers = new Safetensors(Map.of(), layers());
        Map<String, Tensor> tensors =
                new LinkedHashMap<>(layers.select("encoder.").tensors());
        tensors.putAll(Fold.fold(layers).tensors());
        return tensors;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsMissingOrMisshapenIsSaidAtOnce(boolean folded) {
        Map<String, Tensor> whole = folded ? foldedLayers() : layers();
        create(whole, folded);
        for (String name : whole.keySet()) {
            for (Tensor other : List.of(zeros(), zeros(5))) {
                Map<String, Tensor> tensors = new LinkedHashMap<>(whole);
                tensors.put(name, other);
                refuses(tensors, folded, name + " has shape ");
            }
            Map<String, Tensor> tensors = new LinkedHashMap<>(whole);
            tensors.remove(name);
            refuses(tensors, folded, name + " is missing");
        }
    }

    private static KernelModule create(Map<String, Tensor> tensors, boolean folded) {
        Safetensors weights = new Safetensors(Map.of(), tensors);
        return folded ? KernelModule.folded(weights) : KernelModule.layered(weights);
    }

    private static void refuses(Map<String, Tensor> tensors, boolean folded, String what) {
        assertThatThrownBy(() -> create(tensors, folded))
                .as(what)
                .isInstanceOf(MalformedWeightsException.class)
                .hasMessageContaining("tensor " + what);
    }
}
