package latentlab.weights;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The content of a safetensors file: named tensors and free text about them.
 *
 * @param metadata the file's {@code __metadata__}, in the file's order
 * @param tensors  the tensors, in the order of their bytes
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
public record Safetensors(Map<String, String> metadata, Map<String, Tensor> tensors) {

    /**
     * The tensor of that name.
     *
     * @param shape the expected extents; −1 accepts any extent but 0, as no network has a layer of nothing
     * @throws MalformedWeightsException when it is missing or has other extents
     */
    public Tensor require(String name, int... shape) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new MalformedWeightsException(0, "tensor " + name + " is missing");
        }
        boolean fits = tensor.shape().length == shape.length;
        for (int i = 0; fits && i < shape.length; i++) {
            fits = shape[i] < 0 ? tensor.shape()[i] > 0 : tensor.shape()[i] == shape[i];
        }
        if (!fits) {
            throw new MalformedWeightsException(
                    0,
                    "tensor " + name + " has shape " + Arrays.toString(tensor.shape()) + ", expected "
                            + Arrays.toString(shape).replace("-1", "any")
                            + (tensor.data().length == 0 ? " and not empty" : ""));
        }
        return tensor;
    }

    /** The same metadata with only the tensors whose names start with one of the prefixes. */
    public Safetensors select(String... prefixes) {
        Map<String, Tensor> selected = new LinkedHashMap<>();
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            for (String prefix : prefixes) {
                if (entry.getKey().startsWith(prefix)) {
                    selected.put(entry.getKey(), entry.getValue());
                    break;
                }
            }
        }
        return new Safetensors(metadata, selected);
    }

    /** Only the tensors whose names start with the prefix, named by what follows it. */
    public Safetensors under(String prefix) {
        Map<String, Tensor> inside = new LinkedHashMap<>();
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            if (entry.getKey().startsWith(prefix)) {
                inside.put(entry.getKey().substring(prefix.length()), entry.getValue());
            }
        }
        return new Safetensors(metadata, inside);
    }
}
