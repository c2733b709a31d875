package latentlab.server.training;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import latentlab.weights.Tensor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A Deeplearning4j network that tells digits apart: Linear · ReLU · Linear · ReLU · Linear · softmax, with the
 * cross-entropy as its loss. Its weights are moved from outside, by {@link AdamW}.
 */
final class ClassifierHead {
    static final int CLASSES = 10;

    private final List<Integer> widths; // of the layers, input first
    private final MultiLayerNetwork network;

    /**
     * @param inputs  values that it sees
     * @param hidden1 outputs of the first Linear
     * @param hidden2 outputs of the second Linear
     */
    ClassifierHead(int inputs, int hidden1, int hidden2) {
        NativeThreads.one();
        widths = List.of(inputs, hidden1, hidden2, CLASSES);
        network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .updater(new NoOp())
                .list()
                .layer(dense(inputs, hidden1))
                .layer(dense(hidden1, hidden2))
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(hidden2)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
    }

    private static DenseLayer dense(int inputs, int outputs) {
        return new DenseLayer.Builder()
                .nIn(inputs)
                .nOut(outputs)
                .activation(Activation.RELU)
                .build();
    }

    int count() {
        return (int) network.numParams();
    }

    /** PyTorch's initialisation, every weight and bias uniform in ±1/√inputs of the layer. */
    float[] initialize(SplittableRandom random) {
        float[] values = new float[count()];
        int at = 0;
        for (int layer = 0; layer < 3; layer++) {
            double bound = 1 / Math.sqrt(widths.get(layer));
            int end = at + (widths.get(layer) + 1) * widths.get(layer + 1);
            while (at < end) {
                values[at++] = (float) ((2 * random.nextDouble() - 1) * bound);
            }
        }
        return values;
    }

    /** Takes weights and biases over, layer by layer: weight (out,in), bias (out). */
    void set(float[] values) {
        // Deeplearning4j has weights (in,out) by columns, which is the same order
        network.setParams(Nd4j.create(values, new long[] {1, values.length}, 'c'));
    }

    /** Values as PyTorch's tensors {@code head.fc1.weight (64,d)} and so on. */
    Map<String, Tensor> tensors(float[] values) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        int at = 0;
        for (int layer = 0; layer < 3; layer++) {
            int in = widths.get(layer);
            int out = widths.get(layer + 1);
            String name = "head.fc" + (layer + 1);
            tensors.put(name + ".weight", Tensor.of(Arrays.copyOfRange(values, at, at + in * out), out, in));
            at += in * out;
            tensors.put(name + ".bias", Tensor.of(Arrays.copyOfRange(values, at, at + out), out));
            at += out;
        }
        return tensors;
    }

    /** Values as {@link #set} takes them, of PyTorch's tensors. */
    static float[] flatten(Map<String, Tensor> tensors) {
        int length = tensors.values().stream()
                .mapToInt(tensor -> tensor.data().length)
                .sum();
        float[] values = new float[length];
        int at = 0;
        for (Tensor tensor : tensors.values()) {
            System.arraycopy(tensor.data(), 0, values, at, tensor.data().length);
            at += tensor.data().length;
        }
        return values;
    }

    /**
     * The gradients of the mean cross-entropy.
     *
     * @param inputs        (n,inputs)
     * @param labels        (n)
     * @param gradient      gets the gradient by the weights and biases, in the order of {@link #set}
     * @param at            where in {@code gradient} it starts
     * @param inputGradient (n,inputs), gets the gradient by the inputs; may be null
     */
    void differentiate(float[] inputs, byte[] labels, float[] gradient, int at, float[] inputGradient) {
        int n = labels.length;
        INDArray expected = Nd4j.zeros(DataType.FLOAT, n, CLASSES);
        for (int i = 0; i < n; i++) {
            expected.putScalar(i, labels[i], 1);
        }
        var gradients = network.calculateGradients(matrix(inputs, n), expected, null, null);
        // Deeplearning4j sums over the images
        float[] sums = gradients.getFirst().gradient().dup('c').data().asFloat();
        for (int i = 0; i < sums.length; i++) {
            gradient[at + i] = sums[i] / n;
        }
        if (inputGradient != null) {
            float[] inputSums = gradients.getSecond().dup('c').data().asFloat();
            for (int i = 0; i < inputSums.length; i++) {
                inputGradient[i] = inputSums[i] / n;
            }
        }
    }

    /** The probability of each class, (n,10), for inputs (n,inputs). */
    float[] probabilities(float[] inputs) {
        return network.output(matrix(inputs, inputs.length / widths.get(0)))
                .dup('c')
                .data()
                .asFloat();
    }

    private INDArray matrix(float[] values, int rows) {
        return Nd4j.create(values, new long[] {rows, widths.get(0)}, 'c');
    }
}
