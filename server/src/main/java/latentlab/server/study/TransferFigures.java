package latentlab.server.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import latentlab.server.dataset.LabelledImages;
import latentlab.server.training.TransferTraining.Result;
import latentlab.server.training.TransferTraining.Variant;
import latentlab.statistics.ConfusionMatrix;
import latentlab.statistics.Summary;

/**
 * What the learnings from labels came to.
 *
 * @param labelledIndices training images of the first draw
 */
record TransferFigures(
        String model,
        int labelledImages,
        int steps,
        int draws,
        Learning frozen,
        Learning full,
        Learning scratch,
        Neighbours nearestNeighbour,
        Disagreement disagreement,
        int[] labelledIndices) {

    /** @param mean by step; {@code sd} over the draws */
    record Curve(List<Double> mean, List<Double> sd) {
        static Curve of(List<List<Double>> draws) {
            List<Double> mean = new ArrayList<>();
            List<Double> sd = new ArrayList<>();
            for (int step = 0; step < draws.get(0).size(); step++) {
                int at = step;
                Summary summary =
                        summary(draws.stream().map(draw -> draw.get(at)).toList());
                mean.add(summary.mean());
                sd.add(summary.sd());
            }
            return new Curve(mean, sd);
        }
    }

    /**
     * One variant.
     *
     * @param accuracy          by step
     * @param crossEntropy      by step
     * @param finalAccuracy     after the last step, over the draws
     * @param finalCrossEntropy the same
     * @param lowestCrossEntropy the lowest of any step, over the draws: where it lies below the final one, the network
     *                          has overfitted
     * @param confusion         (actual, predicted), counted over all draws
     * @param draws             accuracy after the last step of each draw
     */
    record Learning(
            Curve accuracy,
            Curve crossEntropy,
            Summary finalAccuracy,
            Summary finalCrossEntropy,
            Summary lowestCrossEntropy,
            int[][] confusion,
            List<Double> draws) {

        static Learning of(List<Result> results, LabelledImages test) {
            ConfusionMatrix confusion = results.stream()
                    .map(result -> ConfusionMatrix.of(test.labels(), result.digits(), 10))
                    .reduce(ConfusionMatrix::plus)
                    .orElseThrow();
            List<Double> accuracies =
                    results.stream().map(result -> last(result.accuracy())).toList();
            return new Learning(
                    Curve.of(results.stream().map(Result::accuracy).toList()),
                    Curve.of(results.stream().map(Result::crossEntropy).toList()),
                    summary(accuracies),
                    summary(results.stream()
                            .map(result -> last(result.crossEntropy()))
                            .toList()),
                    summary(results.stream()
                            .map(result -> Collections.min(result.crossEntropy()))
                            .toList()),
                    confusion.counts(),
                    accuracies);
        }
    }

    /** Accuracy of the nearest labelled image by pixels, codes and PCA coordinates, over the draws. */
    record Neighbours(Summary pixels, Summary codes, Summary principalComponents, int components) {}

    /** What each network of the first draw reads in a test image. */
    record Reading(int index, int digit, int frozen, int full, int scratch) {}

    /**
     * Test images that one network alone gets right.
     *
     * @param count  of all
     * @param images the first of them
     */
    record Alone(int count, List<Reading> images) {
        /** Images that are listed at most. */
        private static final int LISTED = 300;

        private static Alone of(List<Reading> readings) {
            return new Alone(readings.size(), readings.subList(0, Math.min(LISTED, readings.size())));
        }
    }

    /** How the three networks of one draw agree on the test images. */
    record Disagreement(int draw, int allRight, int noneRight, Alone frozen, Alone full, Alone scratch) {
        static Disagreement of(Map<Variant, List<Result>> results, byte[] labels) {
            byte[] frozen = results.get(Variant.FROZEN).get(0).digits();
            byte[] full = results.get(Variant.FULL).get(0).digits();
            byte[] scratch = results.get(Variant.SCRATCH).get(0).digits();
            int allRight = 0;
            int noneRight = 0;
            Map<Variant, List<Reading>> alone = new EnumMap<>(Variant.class);
            for (Variant variant : Variant.values()) {
                alone.put(variant, new ArrayList<>());
            }
            for (int i = 0; i < labels.length; i++) {
                Set<Variant> right = EnumSet.noneOf(Variant.class);
                for (Variant variant : Variant.values()) {
                    if (results.get(variant).get(0).digits()[i] == labels[i]) {
                        right.add(variant);
                    }
                }
                allRight += right.size() == Variant.values().length ? 1 : 0;
                noneRight += right.isEmpty() ? 1 : 0;
                if (right.size() == 1) {
                    alone.get(right.iterator().next()).add(new Reading(i, labels[i], frozen[i], full[i], scratch[i]));
                }
            }
            return new Disagreement(
                    0,
                    allRight,
                    noneRight,
                    Alone.of(alone.get(Variant.FROZEN)),
                    Alone.of(alone.get(Variant.FULL)),
                    Alone.of(alone.get(Variant.SCRATCH)));
        }
    }

    static Summary summary(List<Double> values) {
        return Summary.of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    static double last(List<Double> values) {
        return values.get(values.size() - 1);
    }
}
