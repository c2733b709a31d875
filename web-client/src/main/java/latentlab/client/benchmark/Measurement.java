package latentlab.client.benchmark;

/**
 * What came of one timing.
 *
 * @param model             id
 * @param operation         see {@link Operation#word}
 * @param kernel            {@code simd} or {@code java}
 * @param graph             {@code folded} or {@code layered}
 * @param milliseconds      of one call, median
 * @param largestDifference from the {@link Reference}
 */
public record Measurement(
        String model, String operation, String kernel, String graph, double milliseconds, double largestDifference) {}
