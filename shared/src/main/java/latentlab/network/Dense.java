package latentlab.network;

import latentlab.weights.Tensor;

/** The affine map Wx + b. */
final class Dense {
    private final float[] columns; // (in, out)
    private final float[] bias; // (out)
    private final int inputs;
    private final Rows.Sparse rows;

    private Dense(float[] columns, float[] bias, int inputs) {
        this.columns = columns;
        this.bias = bias;
        this.inputs = inputs;
        rows = new Rows.Sparse(columns, bias.length, inputs);
    }

    /**
     * @param weight    (out,in)
     * @param bias      (out)
     * @param outOrder  where the map's output number o is put
     * @param inOrder   where the map's input number i is found
     */
    static Dense of(Tensor weight, Tensor bias, Order outOrder, Order inOrder) {
        int outputs = bias.data().length;
        int inputs = weight.shape()[1];
        float[] rows = weight.data();
        float[] columns = new float[inputs * outputs];
        float[] reordered = new float[outputs];
        int[] starts = new int[inputs]; // of the columns
        for (int i = 0; i < inputs; i++) {
            starts[i] = inOrder.place(i) * outputs;
        }
        for (int o = 0; o < outputs; o++) {
            int to = outOrder.place(o);
            reordered[to] = bias.data()[o];
            for (int i = 0; i < inputs; i++) {
                columns[starts[i] + to] = rows[o * inputs + i];
            }
        }
        return new Dense(columns, reordered, inputs);
    }

    Dense fork() {
        return new Dense(columns, bias, inputs);
    }

    int inputs() {
        return inputs;
    }

    int outputs() {
        return bias.length;
    }

    float bias(int output) {
        return bias[output];
    }

    /**
     * Applies it.
     *
     * @param x (in)
     * @param y (out), overwritten
     */
    void apply(float[] x, float[] y) {
        System.arraycopy(bias, 0, y, 0, bias.length);
        rows.take(x, 0, inputs, 0);
        rows.addTo(y, 0);
    }
}
