package latentlab.kernel;

/** Hands out places in a kernel's memory; all are known before the first instruction is emitted. */
final class MemoryPlan {
    private static final int CACHE_LINE = 64;
    private static final int PAGE = 1 << 16;

    private int end = CACHE_LINE;

    /** The address of room for that many 32-bit values, all 0 at first. */
    int reserve(int values) {
        int address = end;
        end += (4 * values + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE;
        return address;
    }

    /** The first address that nobody has. */
    int end() {
        return end;
    }

    /** Units of 64 KiB in use. */
    int pages() {
        return (end + PAGE - 1) / PAGE;
    }

    /** Rounded up to a multiple of eight, the channels that a kernel computes at a time. */
    static int eights(int channels) {
        return (channels + 7) / 8 * 8;
    }
}
