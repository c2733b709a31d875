package latentlab.network;

/** Where a value of a flattened tensor lies. */
interface Order {
    /** As PyTorch flattens: (channel, row, column); and codes. */
    Order AS_IS = i -> i;

    /** The new place of the value at i. */
    int place(int i);

    /** From (channel, position), as files have it, to (position, channel), as the arithmetic has it. */
    static Order positionMajor(int channels, int positions) {
        return i -> i % positions * channels + i / positions;
    }
}
