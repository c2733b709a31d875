package latentlab.server.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import latentlab.server.dataset.LabelledImages;
import latentlab.server.study.Material.StudyModel;
import latentlab.server.study.Results.Claim;
import latentlab.server.study.TransferFigures.Disagreement;
import latentlab.server.study.TransferFigures.Learning;
import latentlab.server.study.TransferFigures.Neighbours;
import latentlab.server.training.TrainableEncoder;
import latentlab.server.training.TransferTraining;
import latentlab.server.training.TransferTraining.Result;
import latentlab.server.training.TransferTraining.Variant;
import latentlab.statistics.Summary;

/** E: what the encoder of an autoencoder is worth when only 100 images have labels. */
final class TransferStudy implements Study {
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
        LabelReaders.write(
                material.data(),
                id,
                preset.scale().transfer().steps(),
                material.command(),
                results.get(Variant.FROZEN).get(0),
                results.get(Variant.FULL).get(0));
        Map<Variant, Learning> learned = new EnumMap<>(Variant.class);
        results.forEach((variant, list) -> learned.put(variant, Learning.of(list, test)));
        TransferFigures figures = new TransferFigures(
                id,
                LabelDraw.IMAGES,
                preset.scale().transfer().steps(),
                draws.size(),
                learned.get(Variant.FROZEN),
                learned.get(Variant.FULL),
                learned.get(Variant.SCRATCH),
                neighbours(material, model.training(), draws),
                Disagreement.of(results, test.labels()),
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
        int left = 0;
        try {
            for (Variant variant : Variant.values()) {
                List<Future<Result>> futures = new ArrayList<>();
                for (LabelDraw draw : draws) {
                    Result earlier = kept.find(variant, draw.number());
                    if (earlier != null) {
                        futures.add(CompletableFuture.completedFuture(earlier));
                        continue;
                    }
                    left++;
                    futures.add(team.submit(() -> {
                        Result result = new TransferTraining(
                                        variant, model.weights(), draw.images(), test, draw.number())
                                .train(steps);
                        kept.keep(variant, draw.number(), result);
                        return result;
                    }));
                }
                running.put(variant, futures);
            }
            Pace pace = new Pace(left);
            Map<Variant, List<Result>> results = new EnumMap<>(Variant.class);
            for (Variant variant : Variant.values()) {
                List<Result> list = new ArrayList<>();
                for (Future<Result> future : running.get(variant)) {
                    list.add(future.get());
                    if (!(future instanceof CompletableFuture)) { // one that was not there before
                        output.line("transfer: " + pace.next("learnings from labels"), false);
                    }
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
        return new Neighbours(
                TransferFigures.summary(pixels),
                TransferFigures.summary(codes),
                TransferFigures.summary(components),
                Material.COMPONENTS);
    }

    static List<Claim> claims(TransferFigures figures) {
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
