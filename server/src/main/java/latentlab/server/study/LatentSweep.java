package latentlab.server.study;

import static java.util.Locale.ROOT;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import latentlab.server.dataset.Dataset;
import latentlab.server.study.Material.StudyModel;
import latentlab.server.study.Results.Claim;
import latentlab.statistics.Summary;

/** A: latent dimension against reconstruction, with PCA beside it, and the question whether a large d overfits. */
final class LatentSweep implements Study {
    /** Part by which a loss may differ from the published one and still agree with it: about what seeds differ by. */
    private static final double TOLERANCE = 0.05;

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

    /** @param fewImages null when none of its trainings is done */
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
    public boolean canDoWith(Preset preset, List<Training> done) {
        List<Training> main = new ArrayList<>(Experiments.latentDimension(preset));
        main.retainAll(done);
        return Study.differ(main, Training::latentDim);
    }

    @Override
    public Results run(Material material) throws IOException {
        Preset preset = material.preset();
        List<StudyModel> all = material.models(material.done(Experiments.latentDimension(preset)));
        List<StudyModel> few = material.models(material.done(Experiments.fewImages(preset)));
        List<StudyModel> publications = material.models(material.done(Experiments.existingCapacities(preset)));
        double[] pcaTest =
                material.components().errors(material.dataset().test().pixels());
        double[] pcaTrain =
                material.components().errors(material.dataset().train().pixels());
        Sweep main = new Sweep(
                preset.scale().dataset(),
                material.dataset().train().size(),
                preset.scale().epochs(),
                points(preset, all, pcaTest, pcaTrain));
        Sweep small = few.isEmpty()
                ? null
                : new Sweep(
                        preset.scale().small().dataset(),
                        few.get(0).training().images(),
                        preset.scale().small().epochs(),
                        points(preset, few, null, null));
        References references =
                new References(meanSquare(material.dataset().test().pixels()), pcaTest[0]);
        List<RunFigures> runs = Stream.of(all, few, publications)
                .flatMap(List::stream)
                .map(StudyModel::figures)
                .toList();
        return new Results(
                name(),
                "Latent dimension against reconstruction",
                preset.label(),
                preset.description(),
                material.missing(trainings(preset)),
                material.command(),
                Published.latentDimension(),
                new Figures(main, small, references),
                claims(main, small, runs),
                List.of(LatentTables.losses(preset, main), LatentTables.gaps(main, small), LatentTables.curves(runs)),
                runs);
    }

    private static List<Point> points(Preset preset, List<StudyModel> models, double[] pcaTest, double[] pcaTrain) {
        List<Point> points = new ArrayList<>();
        List<Training> trainings = models.stream().map(StudyModel::training).toList();
        for (int d : preset.scale().latentDimsOf(trainings)) {
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

    static List<Claim> claims(Sweep all, Sweep few, List<RunFigures> runs) {
        Point first = all.points().get(0);
        Point last = all.points().get(all.points().size() - 1);
        List<Claim> claims = new ArrayList<>();
        claims.add(new Claim(
                "The loss falls as the code gets longer.",
                String.format(
                        ROOT,
                        "Test MSE falls from %.5f at d=%d to %.5f at d=%d.",
                        first.testLoss().mean(),
                        first.latentDim(),
                        last.testLoss().mean(),
                        last.latentDim()),
                falls(all)));
        optimum(all).ifPresent(claims::add);
        claims.add(new Claim("A larger d overfits.", gap(all), overfits(all)));
        if (few != null) {
            claims.add(new Claim("On little data a larger d overfits above all.", gap(few), overfits(few)));
        }
        runs.stream()
                .filter(run ->
                        run.channels() == Published.CHANNELS && run.dataset().equals(Dataset.MNIST))
                .forEach(run -> claims.add(asPublished(run)));
        return claims;
    }

    /** What the publication's own network comes to here. */
    private static Claim asPublished(RunFigures run) {
        double published = Published.TEST_LOSS.get(run.latentDim());
        double ratio = run.testLoss() / published;
        return new Claim(
                String.format(
                        ROOT,
                        "With %d channels and d=%d the test MSE is %s.",
                        run.channels(),
                        run.latentDim(),
                        published),
                String.format(
                        ROOT,
                        "Ours (%s) comes to %.6f after %d epochs, %.0f %% %s.",
                        run.id(),
                        run.testLoss(),
                        run.epochs(),
                        100 * Math.abs(ratio - 1),
                        ratio > 1 ? "more" : "less"),
                ratio > 1 - TOLERANCE && ratio < 1 + TOLERANCE);
    }

    /** How many numbers a digit needs, as it was published; nothing where no such network was trained. */
    private static Optional<Claim> optimum(Sweep sweep) {
        List<Point> published = sweep.points().stream()
                .filter(point -> point.latentDim() >= 10 && point.latentDim() <= 15)
                .toList();
        if (published.isEmpty()) {
            return Optional.empty();
        }
        Point found = best(published);
        Point best = best(sweep.points());
        String lowest = String.format(
                ROOT, "lowest at d=%d, %.5f.", best.latentDim(), best.testLoss().mean());
        String finding = found.latentDim() == best.latentDim()
                ? "Test MSE is " + lowest
                : String.format(
                        ROOT,
                        "Test MSE is %.5f at d=%d and %s",
                        found.testLoss().mean(),
                        found.latentDim(),
                        lowest);
        return Optional.of(
                new Claim("A code of 10 to 15 numbers is optimal.", finding, found.latentDim() == best.latentDim()));
    }

    private static String gap(Sweep sweep) {
        Point first = sweep.points().get(0);
        Point last = sweep.points().get(sweep.points().size() - 1);
        Point best = best(sweep.points());
        return String.format(
                ROOT,
                "After %d epochs on %,d images the test loss is %s the training loss at d=%d and %s it at d=%d. It is lowest"
                        + " at d=%d, %.5f; at d=%d it is %.5f.",
                sweep.epochs(),
                sweep.images(),
                apart(first),
                first.latentDim(),
                apart(last),
                last.latentDim(),
                best.latentDim(),
                best.testLoss().mean(),
                last.latentDim(),
                last.testLoss().mean());
    }

    private static String apart(Point point) {
        double share = 100 * point.gap().mean() / point.trainLoss().mean();
        return String.format(ROOT, "%.1f %% %s", Math.abs(share), share < 0 ? "below" : "above");
    }

    private static Point best(List<Point> points) {
        return Collections.min(
                points, Comparator.comparingDouble(point -> point.testLoss().mean()));
    }

    /** A code beyond the best one learns the training images better and the test images worse. */
    private static boolean overfits(Sweep sweep) {
        Point best = best(sweep.points());
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
}
