package latentlab.server.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import latentlab.server.study.Results.Claim;
import latentlab.server.study.Results.Table;

/** B: channels against reconstruction, at one latent dimension. */
final class CapacitySweep implements Study {
    /**
     * @param points by channels, most first, as the publication has them
     * @param died   networks that never learned to draw anything but black
     */
    record Figures(int latentDim, List<Point> points, List<Point> died) {}

    record Point(
            int channels,
            long seed,
            long parameters,
            double testLoss,
            double trainLoss,
            double runningTrainLoss,
            String run) {

        /** The mean of all images is a better answer to each of them (0.067), black is a worse one (0.114). */
        boolean died() {
            return testLoss > 0.1;
        }
    }

    @Override
    public String name() {
        return "channel-capacity";
    }

    @Override
    public List<Training> trainings(Preset preset) {
        return Experiments.channelCapacity(preset);
    }

    @Override
    public boolean canDoWith(Preset preset, List<Training> done) {
        return Study.differ(done, Training::channels);
    }

    @Override
    public Results run(Material material) throws IOException {
        Preset preset = material.preset();
        List<Training> trainings = new ArrayList<>(material.done(trainings(preset)));
        trainings.addAll(material.done(Experiments.existingCapacities(preset)));
        trainings.sort(Comparator.comparingInt(Training::channels).reversed().thenComparingLong(Training::seed));
        List<RunFigures> runs = material.models(trainings).stream()
                .map(Material.StudyModel::figures)
                .toList();
        List<Point> all = runs.stream()
                .map(run -> new Point(
                        run.channels(),
                        run.seed(),
                        run.parameters(),
                        run.testLoss(),
                        run.trainLoss(),
                        run.runningTrainLoss(),
                        run.id()))
                .toList();
        Map<Integer, Point> learned = new LinkedHashMap<>(); // one for each c, the first seed that lives
        all.stream().filter(point -> !point.died()).forEach(point -> learned.putIfAbsent(point.channels(), point));
        List<Point> points = learned.isEmpty() ? all : List.copyOf(learned.values());
        List<Point> died = all.stream().filter(Point::died).toList();
        return new Results(
                name(),
                "Channel capacity against reconstruction",
                preset.label(),
                preset.description(),
                material.missing(trainings(preset)),
                material.command(),
                Published.conclusions("The losses epoch by epoch and the parameters are shown for 4 to 128 channels, "
                        + "without a conclusion in words."),
                new Figures(runs.get(0).latentDim(), points, died),
                List.of(claim(points)),
                List.of(table(all), LatentTables.curves(runs)),
                runs);
    }

    static Claim claim(List<Point> points) {
        boolean falls = true;
        for (int i = 1; i < points.size(); i++) {
            falls &= points.get(i - 1).testLoss() < points.get(i).testLoss();
        }
        Point most = points.get(0);
        Point least = points.get(points.size() - 1);
        return new Claim(
                "More channels reconstruct better, as one expects.",
                String.format(
                        Locale.ROOT,
                        "Test MSE is %.5f with %d channels and %.5f with %d, which have %.0f times as many parameters.",
                        least.testLoss(),
                        least.channels(),
                        most.testLoss(),
                        most.channels(),
                        (double) most.parameters() / least.parameters()),
                falls);
    }

    static Table table(List<Point> points) {
        List<List<Object>> rows = new ArrayList<>();
        for (Point point : points) {
            rows.add(Arrays.asList(
                    point.channels(),
                    point.seed(),
                    point.parameters(),
                    point.testLoss(),
                    point.trainLoss(),
                    point.runningTrainLoss(),
                    point.run()));
        }
        return new Table(
                "losses",
                "Mean squared error a pixel after the last epoch",
                List.of("c", "seed", "parameters", "test MSE", "training MSE", "training MSE during the epoch", "run"),
                rows);
    }
}
