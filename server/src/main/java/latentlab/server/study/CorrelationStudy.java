package latentlab.server.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import latentlab.server.study.Results.Claim;
import latentlab.server.study.Results.Table;
import latentlab.statistics.CorrelationMatrix;
import latentlab.statistics.Summary;
import latentlab.statistics.Whitening;

/** D: how far the coordinates of codes go together, over the test images. */
final class CorrelationStudy implements Study {
    /**
     * @param images           test images
     * @param exponentialFit   of the means
     * @param principalOverall the same statistic of PCA's own coordinates, which have no correlation on the training
     *                         images: what sampling leaves
     * @param caution          why the statistic says less than it seems to
     */
    record Figures(
            int images, List<Point> points, ExponentialFit exponentialFit, double principalOverall, String caution) {}

    /**
     * Networks with one d.
     *
     * @param overall  mean of |r| off the diagonal, over the seeds
     * @param whitened the same after whitening, which the next layer can undo: the largest of any seed
     */
    record Point(int latentDim, Summary overall, double whitened, List<Seed> seeds) {}

    /**
     * One network.
     *
     * @param matrix   (d,d)
     * @param whitened the same of its whitened codes: rounding errors off the diagonal
     */
    record Seed(String run, long seed, double overall, double[][] matrix, Whitened whitened) {}

    /** @param matrix (d,d) */
    record Whitened(double overall, double[][] matrix) {}

    /**
     * overall ≈ scale·e^(−rate·d), by least squares on the logarithms.
     *
     * @param r2 share of the logarithms' variance that it explains
     */
    record ExponentialFit(double scale, double rate, double r2) {}

    private final TrainingsProgress.Output output;

    CorrelationStudy(TrainingsProgress.Output output) {
        this.output = output;
    }

    @Override
    public String name() {
        return "correlation";
    }

    @Override
    public List<Training> trainings(Preset preset) {
        return Experiments.latentDimension(preset);
    }

    @Override
    public boolean canDoWith(Preset preset, List<Training> done) {
        return Study.differ(done, Training::latentDim);
    }

    @Override
    public Results run(Material material) throws IOException {
        Preset preset = material.preset();
        List<Training> trainings = material.done(trainings(preset));
        List<Point> points = new ArrayList<>();
        Pace pace = new Pace(trainings.size());
        for (int d : preset.scale().latentDimsOf(trainings)) {
            points.add(point(
                    material,
                    pace,
                    d,
                    trainings.stream()
                            .filter(training -> training.latentDim() == d)
                            .toList()));
        }
        byte[] test = material.dataset().test().pixels();
        double principal = CorrelationMatrix.of(
                        material.components().coordinates(test, Material.COMPONENTS), Material.COMPONENTS)
                .overall();
        ExponentialFit fit = fit(points);
        return new Results(
                name(),
                "Correlation of latent coordinates",
                preset.label(),
                preset.description(),
                material.missing(trainings(preset)),
                material.command(),
                Published.conclusions("The overall correlation falls with d, almost exponentially."),
                new Figures(material.dataset().test().size(), points, fit, principal, caution(points)),
                List.of(claim(points, fit)),
                List.of(table(points)),
                material.models(trainings).stream()
                        .map(Material.StudyModel::figures)
                        .toList());
    }

    private Point point(Material material, Pace pace, int d, List<Training> trainings) {
        List<Seed> seeds = new ArrayList<>();
        double whitened = 0;
        for (Training training : trainings) {
            float[] codes = material.testCodes(training);
            CorrelationMatrix matrix = CorrelationMatrix.of(codes, d);
            String id = material.model(training).description().id();
            CorrelationMatrix white =
                    CorrelationMatrix.of(Whitening.of(codes, d).apply(codes), d);
            seeds.add(new Seed(
                    id,
                    training.seed(),
                    matrix.overall(),
                    matrix.values(),
                    new Whitened(white.overall(), white.values())));
            whitened = Math.max(whitened, white.overall());
            output.line("correlation: " + pace.next("networks"), false);
        }
        Summary overall = Summary.of(seeds.stream().mapToDouble(Seed::overall).toArray());
        return new Point(d, overall, whitened, seeds);
    }

    static ExponentialFit fit(List<Point> points) {
        int n = points.size();
        double x = points.stream().mapToDouble(Point::latentDim).sum() / n;
        double y =
                points.stream().mapToDouble(p -> Math.log(p.overall().mean())).sum() / n;
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (Point point : points) {
            double dx = point.latentDim() - x;
            double dy = Math.log(point.overall().mean()) - y;
            xx += dx * dx;
            xy += dx * dy;
            yy += dy * dy;
        }
        double slope = xy / xx;
        return new ExponentialFit(Math.exp(y - slope * x), -slope, yy == 0 ? 1 : xy * xy / xx / yy);
    }

    static Claim claim(List<Point> points, ExponentialFit fit) {
        boolean falls = true;
        for (int i = 1; i < points.size(); i++) {
            falls &=
                    points.get(i).overall().mean() < points.get(i - 1).overall().mean();
        }
        return new Claim(
                "The overall correlation falls with d, almost exponentially.",
                String.format(
                        Locale.ROOT,
                        "From %.3f at d=%d to %.3f at d=%d%s; an exponential explains %.0f %% of the logarithms' variance.",
                        points.get(0).overall().mean(),
                        points.get(0).latentDim(),
                        points.get(points.size() - 1).overall().mean(),
                        points.get(points.size() - 1).latentDim(),
                        falls ? ", smaller for every larger d" : ", but not smaller for every larger d",
                        100 * fit.r2()),
                falls && fit.r2() > 0.9);
    }

    /** Why the statistic says less than it seems to. */
    static String caution(List<Point> points) {
        Point widest = points.get(0);
        double whitened = 0;
        for (Point point : points) {
            widest = point.overall().sd() > widest.overall().sd() ? point : widest;
            whitened = Math.max(whitened, point.whitened());
        }
        String spread = widest.overall().count() == 1
                ? "There is one seed so far"
                : String.format(
                        Locale.ROOT,
                        "At d=%d the mean of |r| is %.3f ± %.3f over %d seeds",
                        widest.latentDim(),
                        widest.overall().mean(),
                        widest.overall().sd(),
                        widest.overall().count());
        return String.format(
                Locale.ROOT,
                "%s, and an invertible map that the decoder can undo brings it to %.0e at most, at any d, while the pictures"
                        + " stay the same.",
                spread,
                whitened);
    }

    static Table table(List<Point> points) {
        List<List<Object>> rows = new ArrayList<>();
        for (Point point : points) {
            for (Seed seed : point.seeds()) {
                rows.add(Arrays.asList(
                        point.latentDim(),
                        seed.seed(),
                        seed.overall(),
                        point.overall().mean(),
                        point.overall().sd(),
                        point.whitened(),
                        seed.run()));
            }
        }
        return new Table(
                "overall",
                "Mean of |r| over all pairs of coordinates",
                List.of("d", "seed", "overall correlation", "mean over seeds", "sd over seeds", "whitened", "run"),
                rows);
    }
}
