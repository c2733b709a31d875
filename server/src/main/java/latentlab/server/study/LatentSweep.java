package latentlab.server.study;

import static java.util.Locale.ROOT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import latentlab.server.study.Material.StudyModel;
import latentlab.server.study.Results.Claim;
import latentlab.server.study.Results.Table;
import latentlab.statistics.Summary;

/** A: latent dimension against reconstruction, with PCA beside it, and the question whether a large d overfits. */
final class LatentSweep implements Study {
    /**
     * Losses of the networks with one d.
     *
     * @param gap     test loss − training loss, both evaluated after the last epoch
     * @param pca     PCA's losses with as many coordinates
     * @param lowest  the lowest test loss of any epoch
     * @param runs    ids
     */
    record Point(
            int latentDim,
            long parameters,
            Summary testLoss,
            Summary trainLoss,
            Summary runningTrainLoss,
            Summary gap,
            Summary lowest,
            Pca pca,
            List<String> runs) {}

    record Pca(double testLoss, double trainLoss) {}

    /** @param images training images */
    record Sweep(String dataset, int images, int epochs, List<Point> points) {}

    /**
     * @param allBlack  test loss of a black image for every one
     * @param meanImage test loss of the mean of the training images
     */
    record References(double allBlack, double meanImage) {}

    record Figures(Sweep all, Sweep fewImages, References references) {}

    @Override
    public String name() {
        return "latent-dimension";
    }

    @Override
    public List<Training> trainings(Preset preset) {
        List<Training> all = new ArrayList<>(Experiments.latentDimension(preset));
        all.addAll(Experiments.fewImages(preset));
        return all;
    }

    @Override
    public Results run(Material material) {
        Preset preset = material.preset();
        List<StudyModel> all = material.models(Experiments.latentDimension(preset));
        List<StudyModel> few = material.models(Experiments.fewImages(preset));
        double[] pcaTest =
                material.components().errors(material.dataset().test().pixels());
        double[] pcaTrain =
                material.components().errors(material.dataset().train().pixels());
        Sweep main = new Sweep(
                preset.scale().dataset(),
                material.dataset().train().size(),
                preset.scale().epochs(),
                points(preset, all, pcaTest, pcaTrain));
        Sweep small = new Sweep(
                preset.scale().small().dataset(),
                few.get(0).training().images(),
                preset.scale().small().epochs(),
                points(preset, few, null, null));
        References references =
                new References(meanSquare(material.dataset().test().pixels()), pcaTest[0]);
        List<RunFigures> runs = new ArrayList<>();
        all.forEach(model -> runs.add(model.figures()));
        few.forEach(model -> runs.add(model.figures()));
        return new Results(
                name(),
                "Latent dimension against reconstruction",
                preset.label(),
                preset.description(),
                material.command(),
                Published.latentDimension(),
                new Figures(main, small, references),
                claims(main, small),
                List.of(table(preset, main), gaps(main, small), curves(runs)),
                runs);
    }

    private static List<Point> points(Preset preset, List<StudyModel> models, double[] pcaTest, double[] pcaTrain) {
        List<Point> points = new ArrayList<>();
        for (int d : preset.scale().latentDims()) {
            List<RunFigures> runs = models.stream()
                    .filter(model -> model.training().latentDim() == d)
                    .map(StudyModel::figures)
                    .toList();
            points.add(new Point(
                    d,
                    runs.get(0).parameters(),
                    over(runs, RunFigures::testLoss),
                    over(runs, RunFigures::trainLoss),
                    over(runs, RunFigures::runningTrainLoss),
                    over(runs, run -> run.testLoss() - run.trainLoss()),
                    over(runs, run -> Collections.min(run.history().testLoss())),
                    pcaTest == null ? null : new Pca(pcaTest[d], pcaTrain[d]),
                    runs.stream().map(RunFigures::id).toList()));
        }
        return points;
    }

    static Summary over(List<RunFigures> runs, ToDoubleFunction<RunFigures> value) {
        return Summary.of(runs.stream().mapToDouble(value).toArray());
    }

    private static double meanSquare(byte[] pixels) {
        double sum = 0;
        for (byte pixel : pixels) {
            sum += (pixel & 0xff) * (pixel & 0xff);
        }
        return sum / pixels.length / (255 * 255);
    }

    private static List<Claim> claims(Sweep all, Sweep few) {
        Point first = all.points().get(0);
        Point last = all.points().get(all.points().size() - 1);
        return List.of(
                new Claim(
                        "The loss falls as the code gets longer.",
                        String.format(
                                ROOT,
                                "Test MSE falls from %.5f at d=%d to %.5f at d=%d.",
                                first.testLoss().mean(),
                                first.latentDim(),
                                last.testLoss().mean(),
                                last.latentDim()),
                        falls(all)),
                new Claim("A larger d overfits.", gap(all), overfits(all)),
                new Claim("On little data a larger d overfits above all.", gap(few), overfits(few)));
    }

    private static String gap(Sweep sweep) {
        Point first = sweep.points().get(0);
        Point last = sweep.points().get(sweep.points().size() - 1);
        Point best = best(sweep);
        return String.format(
                ROOT,
                "After %d epochs on %,d images the test loss is %.1f %% above the training loss at d=%d and %.1f %% at "
                        + "d=%d. It is lowest at d=%d, %.5f; at d=%d it is %.5f.",
                sweep.epochs(),
                sweep.images(),
                100 * first.gap().mean() / first.trainLoss().mean(),
                first.latentDim(),
                100 * last.gap().mean() / last.trainLoss().mean(),
                last.latentDim(),
                best.latentDim(),
                best.testLoss().mean(),
                last.latentDim(),
                last.testLoss().mean());
    }

    private static Point best(Sweep sweep) {
        return Collections.min(
                sweep.points(),
                Comparator.comparingDouble(point -> point.testLoss().mean()));
    }

    /** A code beyond the best one learns the training images better and the test images worse. */
    private static boolean overfits(Sweep sweep) {
        Point best = best(sweep);
        Point last = sweep.points().get(sweep.points().size() - 1);
        return last.trainLoss().mean() < best.trainLoss().mean()
                && last.testLoss().mean() > best.testLoss().mean();
    }

    private static boolean falls(Sweep sweep) {
        double[] losses = sweep.points().stream()
                .mapToDouble(point -> point.testLoss().mean())
                .toArray();
        double[] sorted = losses.clone();
        Arrays.sort(sorted);
        for (int i = 0; i < losses.length; i++) {
            if (losses[i] != sorted[losses.length - 1 - i]) {
                return false;
            }
        }
        return true;
    }

    private static Table table(Preset preset, Sweep sweep) {
        int c = preset.scale().channels();
        List<List<Object>> rows = new ArrayList<>();
        for (Point point : sweep.points()) {
            rows.add(Arrays.asList(
                    point.latentDim(),
                    point.parameters(),
                    Published.TEST_LOSS.get(point.latentDim()),
                    point.testLoss().mean(),
                    point.testLoss().sd(),
                    Published.TRAIN_LOSS.get(point.latentDim()),
                    point.trainLoss().mean(),
                    point.trainLoss().sd(),
                    point.runningTrainLoss().mean(),
                    point.pca().testLoss(),
                    point.pca().trainLoss(),
                    point.testLoss().count(),
                    String.join(" ", point.runs())));
        }
        return new Table(
                "losses",
                "Mean squared error a pixel after the last epoch",
                List.of(
                        "d",
                        "parameters at c=" + c,
                        "published test MSE at c=128",
                        "our test MSE at c=" + c,
                        "its sd",
                        "published training MSE at c=128",
                        "our training MSE at c=" + c,
                        "its sd",
                        "our training MSE during the epoch",
                        "PCA test MSE",
                        "PCA training MSE",
                        "seeds",
                        "runs"),
                rows);
    }

    private static Table gaps(Sweep all, Sweep few) {
        List<List<Object>> rows = new ArrayList<>();
        for (Sweep sweep : List.of(all, few)) {
            for (Point point : sweep.points()) {
                rows.add(Arrays.asList(
                        sweep.images(),
                        sweep.epochs(),
                        point.latentDim(),
                        point.trainLoss().mean(),
                        point.testLoss().mean(),
                        point.gap().mean(),
                        point.gap().sd(),
                        point.lowest().mean(),
                        point.gap().count(),
                        String.join(" ", point.runs())));
            }
        }
        return new Table(
                "gap",
                "Test loss minus training loss",
                List.of(
                        "training images",
                        "epochs",
                        "d",
                        "training MSE",
                        "test MSE",
                        "gap",
                        "its sd",
                        "lowest test MSE of any epoch",
                        "seeds",
                        "runs"),
                rows);
    }

    /** Every epoch of every run. */
    static Table curves(List<RunFigures> runs) {
        List<List<Object>> rows = new ArrayList<>();
        for (RunFigures run : runs) {
            for (int i = 0; i < run.history().testLoss().size(); i++) {
                rows.add(Arrays.asList(
                        run.id(),
                        run.dataset(),
                        run.channels(),
                        run.latentDim(),
                        run.seed(),
                        i + 1,
                        run.history().trainLoss().get(i),
                        run.history().runningTrainLoss().get(i),
                        run.history().testLoss().get(i)));
            }
        }
        return new Table(
                "epochs",
                "Losses by epoch",
                List.of(
                        "run",
                        "data set",
                        "c",
                        "d",
                        "seed",
                        "epoch",
                        "training MSE",
                        "training MSE during the epoch",
                        "test MSE"),
                rows);
    }
}
