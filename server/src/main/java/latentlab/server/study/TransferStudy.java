package latentlab.server.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import latentlab.server.dataset.LabelledImages;
import latentlab.server.study.Material.StudyModel;
import latentlab.server.study.Results.Claim;
import latentlab.server.training.AtomicFile;
import latentlab.server.training.TrainableEncoder;
import latentlab.server.training.TransferTraining;
import latentlab.server.training.TransferTraining.Result;
import latentlab.server.training.TransferTraining.Variant;
import latentlab.statistics.ConfusionMatrix;
import latentlab.statistics.Summary;
import latentlab.weights.Safetensors;
import latentlab.weights.SafetensorsWriter;
import latentlab.weights.Tensor;

/** E: what the encoder of an autoencoder is worth when only 100 images have labels. */
final class TransferStudy implements Study {
    /** Images that are listed of each kind at most. */
    private static final int LISTED = 60;

    /** @param mean by step; {@code sd} over the draws */
    record Curve(List<Double> mean, List<Double> sd) {}

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
            List<Double> draws) {}

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
    record Alone(int count, List<Reading> images) {}

    /** How the three networks of one draw agree on the test images. */
    record Disagreement(int draw, int allRight, int noneRight, Alone frozen, Alone full, Alone scratch) {}

    /** @param labelledIndices training images of the first draw */
    record Figures(
            String model,
            int labelledImages,
            int steps,
            int draws,
            Learning frozen,
            Learning full,
            Learning scratch,
            Neighbours nearestNeighbour,
            Disagreement disagreement,
            int[] labelledIndices) {}

    private final int threads;
    private final TrainingsProgress.Output output;

    /** @param threads draws side by side */
    TransferStudy(int threads, TrainingsProgress.Output output) {
        this.threads = threads;
        this.output = output;
    }

    @Override
    public String name() {
        return "transfer";
    }

    @Override
    public List<Training> trainings(Preset preset) {
        return List.of(Experiments.transfer(preset));
    }

    @Override
    public boolean canDoWith(Preset preset, List<Training> done) {
        return !done.isEmpty();
    }

    @Override
    public Results run(Material material) throws IOException, InterruptedException {
        Preset preset = material.preset();
        StudyModel model = material.model(Experiments.transfer(preset));
        String id = model.description().id();
        LabelledImages test = material.dataset().test();
        List<LabelDraw> draws = new ArrayList<>();
        for (int i = 0; i < preset.scale().transfer().draws(); i++) {
            draws.add(LabelDraw.of(material.dataset().train(), i));
        }
        Map<Variant, List<Result>> results = learn(material, model, draws);
        writeClassifier(material, id, results);
        Map<Variant, Learning> learned = new EnumMap<>(Variant.class);
        results.forEach((variant, list) -> learned.put(variant, summarize(list, test)));
        Figures figures = new Figures(
                id,
                LabelDraw.IMAGES,
                preset.scale().transfer().steps(),
                draws.size(),
                learned.get(Variant.FROZEN),
                learned.get(Variant.FULL),
                learned.get(Variant.SCRATCH),
                neighbours(material, model.training(), draws),
                disagreement(results, test.labels()),
                draws.get(0).indices());
        return new Results(
                name(),
                "Transfer learning from 100 labels",
                preset.label(),
                preset.description(),
                material.missing(trainings(preset)),
                material.command(),
                Published.conclusions("Transfer (encoder frozen) wins; full training overfits."),
                figures,
                claims(figures),
                List.of(
                        TransferTables.accuracy(figures),
                        TransferTables.epochs(figures),
                        TransferTables.draws(figures)),
                List.of(model.figures()));
    }

    private Map<Variant, List<Result>> learn(Material material, StudyModel model, List<LabelDraw> draws)
            throws IOException, InterruptedException {
        int steps = material.preset().scale().transfer().steps();
        LabelledImages test = material.dataset().test();
        String weights = model.description().id() + " "
                + Arrays.hashCode(
                        model.weights().require("encoder.fc.weight", -1, -1).data());
        TransferRuns kept = new TransferRuns(material.data().resolve("studies").resolve("cache"), weights, steps);
        ExecutorService team = Executors.newFixedThreadPool(threads);
        Map<Variant, List<Future<Result>>> running = new EnumMap<>(Variant.class);
        int all = Variant.values().length * draws.size();
        try {
            for (Variant variant : Variant.values()) {
                List<Future<Result>> futures = new ArrayList<>();
                for (LabelDraw draw : draws) {
                    futures.add(team.submit(() -> {
                        Result earlier = kept.find(variant, draw.number());
                        if (earlier != null) {
                            return earlier;
                        }
                        Result result = new TransferTraining(
                                        variant, model.weights(), draw.images(), test, draw.number())
                                .train(steps);
                        kept.keep(variant, draw.number(), result);
                        return result;
                    }));
                }
                running.put(variant, futures);
            }
            Pace pace = new Pace(all);
            Map<Variant, List<Result>> results = new EnumMap<>(Variant.class);
            for (Variant variant : Variant.values()) {
                List<Result> list = new ArrayList<>();
                for (Future<Result> future : running.get(variant)) {
                    list.add(future.get());
                    output.line("transfer: " + pace.next("learnings from labels"), false);
                }
                results.put(variant, list);
            }
            return results;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException unwritable) {
                throw unwritable;
            }
            throw new IllegalStateException("learning from labels failed", failed.getCause());
        } finally {
            team.shutdownNow();
        }
    }

    /** The heads of the first draw: {@code frozen.head.*}, {@code full.head.*} and {@code full.encoder.*}. */
    private static void writeClassifier(Material material, String id, Map<Variant, List<Result>> results)
            throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        results.get(Variant.FROZEN).get(0).tensors().forEach((name, tensor) -> tensors.put("frozen." + name, tensor));
        results.get(Variant.FULL).get(0).tensors().forEach((name, tensor) -> tensors.put("full." + name, tensor));
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("model", id);
        metadata.put("labelledImages", "" + LabelDraw.IMAGES);
        metadata.put("draw", "0");
        metadata.put("steps", "" + material.preset().scale().transfer().steps());
        metadata.put(
                "frozenAccuracy", "" + last(results.get(Variant.FROZEN).get(0).accuracy()));
        metadata.put("fullAccuracy", "" + last(results.get(Variant.FULL).get(0).accuracy()));
        metadata.put("command", material.command());
        AtomicFile.write(
                material.data().resolve("classifiers").resolve(id + ".safetensors"),
                SafetensorsWriter.write(new Safetensors(metadata, tensors)));
    }

    private static Learning summarize(List<Result> results, LabelledImages test) {
        ConfusionMatrix confusion = results.stream()
                .map(result -> ConfusionMatrix.of(test.labels(), result.digits(), 10))
                .reduce(ConfusionMatrix::plus)
                .orElseThrow();
        List<Double> accuracies =
                results.stream().map(result -> last(result.accuracy())).toList();
        return new Learning(
                curve(results.stream().map(Result::accuracy).toList()),
                curve(results.stream().map(Result::crossEntropy).toList()),
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

    private static Curve curve(List<List<Double>> draws) {
        List<Double> mean = new ArrayList<>();
        List<Double> sd = new ArrayList<>();
        for (int step = 0; step < draws.get(0).size(); step++) {
            int at = step;
            Summary summary = summary(draws.stream().map(draw -> draw.get(at)).toList());
            mean.add(summary.mean());
            sd.add(summary.sd());
        }
        return new Curve(mean, sd);
    }

    private static Summary summary(List<Double> values) {
        return Summary.of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static double last(List<Double> values) {
        return values.get(values.size() - 1);
    }

    private static Neighbours neighbours(Material material, Training training, List<LabelDraw> draws) {
        LabelledImages test = material.dataset().test();
        float[] testPixels = NearestNeighbour.fractions(test.pixels());
        float[] testCodes = material.testCodes(training);
        float[] testComponents = material.components().coordinates(test.pixels(), Material.COMPONENTS);
        var encoder = new TrainableEncoder(material.model(training).weights());
        List<Double> pixels = new ArrayList<>();
        List<Double> codes = new ArrayList<>();
        List<Double> components = new ArrayList<>();
        for (LabelDraw draw : draws) {
            byte[] known = draw.images().pixels();
            byte[] labels = draw.images().labels();
            pixels.add(NearestNeighbour.accuracy(NearestNeighbour.fractions(known), labels, testPixels, test.labels()));
            codes.add(NearestNeighbour.accuracy(encoder.encode(known), labels, testCodes, test.labels()));
            components.add(NearestNeighbour.accuracy(
                    material.components().coordinates(known, Material.COMPONENTS),
                    labels,
                    testComponents,
                    test.labels()));
        }
        return new Neighbours(summary(pixels), summary(codes), summary(components), Material.COMPONENTS);
    }

    private static Disagreement disagreement(Map<Variant, List<Result>> results, byte[] labels) {
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
                first(alone.get(Variant.FROZEN)),
                first(alone.get(Variant.FULL)),
                first(alone.get(Variant.SCRATCH)));
    }

    private static Alone first(List<Reading> readings) {
        return new Alone(readings.size(), readings.subList(0, Math.min(LISTED, readings.size())));
    }

    static List<Claim> claims(Figures figures) {
        Summary frozen = figures.frozen().finalAccuracy();
        Summary full = figures.full().finalAccuracy();
        double finalLoss = figures.full().finalCrossEntropy().mean();
        double lowest = figures.full().lowestCrossEntropy().mean();
        return List.of(
                new Claim(
                        "Transfer, with the encoder frozen, wins.",
                        String.format(
                                Locale.ROOT,
                                "Frozen %.1f ± %.1f %%, full %.1f ± %.1f %%, from scratch %.1f ± %.1f %% of the 10,000 "
                                        + "test images, over %d draws.",
                                100 * frozen.mean(),
                                100 * frozen.sd(),
                                100 * full.mean(),
                                100 * full.sd(),
                                100 * figures.scratch().finalAccuracy().mean(),
                                100 * figures.scratch().finalAccuracy().sd(),
                                figures.draws()),
                        frozen.mean() > full.mean()),
                new Claim(
                        "Full training overfits.",
                        String.format(
                                Locale.ROOT,
                                "Its cross-entropy on the test images falls to %.2f and ends at %.2f.",
                                lowest,
                                finalLoss),
                        finalLoss > 1.1 * lowest));
    }
}
