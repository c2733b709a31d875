package latentlab.server.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import latentlab.network.Fold;
import latentlab.network.FoldedDecoder;
import latentlab.server.dataset.LabelledImages;
import latentlab.server.study.Results.Claim;
import latentlab.statistics.Summary;

/** C: what lies between the codes of two digits, D(α·E(from) + (1−α)·E(to)): α = 1 is from. */
final class InterpolationStudy implements Study {
    /** α = 0, 0.1 … 1. */
    static final int STEPS = 11;

    static final int RANDOM_PAIRS = 200;
    private static final int[][] SHOWN = {{0, 9}, {1, 7}, {3, 8}, {4, 9}, {2, 5}, {6, 0}};

    /** A test image. */
    record Image(int index, int label) {}

    record Pair(Image from, Image to) {}

    /** What the classifier reads in a frame, and how probable it finds that. */
    record Frame(double alpha, int digit, double probability) {}

    /** The frames of one shown pair. */
    record Strip(Image from, Image to, List<Frame> frames) {}

    /**
     * Over many random pairs of different digits, at one α.
     *
     * @param confidence mean probability of the digit that is read, over seeds
     * @param greyness   mean over pixels of 4·p·(1−p), 0 for black and white and 1 for grey, over seeds
     * @param readsFrom  share of frames read as the digit that the path starts from at α = 1, over seeds
     * @param readsTo    share read as the digit at α = 0, over seeds
     * @param readsOther share read as a third digit, over seeds
     */
    record Average(
            double alpha,
            Summary confidence,
            Summary greyness,
            Summary readsFrom,
            Summary readsTo,
            Summary readsOther) {}

    /**
     * Paths from a 0 to a 9, over seeds.
     *
     * @param passes share of paths on which some frame is read as digit 0, 1, … 9
     * @param passesFourAndSix share on which a 4 and a 6 are both read
     */
    record ZeroToNine(int paths, List<Double> passes, double passesFourAndSix) {}

    /** @param strips of the first run */
    record Point(int latentDim, List<Average> averages, ZeroToNine zeroToNine, List<Strip> strips, List<String> runs) {}

    record Figures(String formula, Reader.Figures classifier, int randomPairs, List<Point> points) {}

    private final TrainingsProgress.Output output;

    InterpolationStudy(TrainingsProgress.Output output) {
        this.output = output;
    }

    @Override
    public String name() {
        return "interpolation";
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
        Reader reader = Reader.of(material, output);
        LabelledImages test = material.dataset().test();
        List<Pair> random = randomPairs(test, RANDOM_PAIRS, -1, -1);
        List<Pair> zeroToNine = randomPairs(test, RANDOM_PAIRS, 0, 9);
        List<Pair> shown = new ArrayList<>();
        for (int[] digits : SHOWN) {
            shown.add(new Pair(first(test, digits[0]), first(test, digits[1])));
        }
        List<Training> trainings = material.done(trainings(preset));
        Pace pace = new Pace(trainings.size());
        List<Point> points = new ArrayList<>();
        for (int d : preset.scale().latentDimsOf(trainings)) {
            List<Paths> averaged = new ArrayList<>();
            List<Paths> toNine = new ArrayList<>();
            List<String> runs = new ArrayList<>();
            List<Strip> strips = null;
            for (Training training : trainings) {
                if (training.latentDim() != d) {
                    continue;
                }
                FoldedDecoder decoder =
                        FoldedDecoder.of(Fold.fold(material.model(training).weights()));
                float[] codes = material.testCodes(training);
                averaged.add(Paths.of(random, codes, decoder, reader.network()));
                toNine.add(Paths.of(zeroToNine, codes, decoder, reader.network()));
                runs.add(material.model(training).description().id());
                if (strips == null) {
                    strips = strips(shown, Paths.of(shown, codes, decoder, reader.network()));
                }
                output.line("interpolation: " + pace.next("networks"), false);
            }
            points.add(new Point(d, averages(random, averaged), zeroToNine(toNine), strips, runs));
        }
        return new Results(
                name(),
                "Interpolation between codes",
                preset.label(),
                preset.description(),
                material.missing(trainings(preset)),
                material.command(),
                Published.conclusions(
                        "Frames near α = 0.5 are the least clear.",
                        "A larger d is sharper.",
                        "At d = 5 a path from 0 to 9 passes shapes that are read as 6 and 4."),
                new Figures(
                        "D(α·E(from) + (1−α)·E(to)): α = 1 is from, α = 0 is to",
                        reader.figures(material.dataset().train().size()),
                        RANDOM_PAIRS,
                        points),
                claims(points),
                List.of(
                        InterpolationTables.clarity(points),
                        InterpolationTables.zeroToNine(points),
                        InterpolationTables.strips(points)),
                material.models(trainings).stream()
                        .map(Material.StudyModel::figures)
                        .toList());
    }

    /** Pairs of different digits, or of two given ones; the same ones every time. */
    static List<Pair> randomPairs(LabelledImages images, int count, int fromDigit, int toDigit) {
        SplittableRandom random = new SplittableRandom(0);
        List<Pair> pairs = new ArrayList<>();
        while (pairs.size() < count) {
            Image from = image(images, random.nextInt(images.size()));
            Image to = image(images, random.nextInt(images.size()));
            boolean fits =
                    fromDigit < 0 ? from.label() != to.label() : from.label() == fromDigit && to.label() == toDigit;
            if (fits) {
                pairs.add(new Pair(from, to));
            }
        }
        return pairs;
    }

    private static Image image(LabelledImages images, int index) {
        return new Image(index, images.label(index));
    }

    private static Image first(LabelledImages images, int digit) {
        for (int i = 0; i < images.size(); i++) {
            if (images.label(i) == digit) {
                return image(images, i);
            }
        }
        throw new IllegalArgumentException("no test image shows a " + digit);
    }

    private static List<Strip> strips(List<Pair> pairs, Paths paths) {
        List<Strip> strips = new ArrayList<>();
        for (int p = 0; p < pairs.size(); p++) {
            List<Frame> frames = new ArrayList<>();
            for (int i = 0; i < STEPS; i++) {
                frames.add(new Frame(i / 10.0, paths.digit(p, i), paths.probability(p, i)));
            }
            strips.add(new Strip(pairs.get(p).from(), pairs.get(p).to(), frames));
        }
        return strips;
    }

    private static List<Average> averages(List<Pair> pairs, List<Paths> seeds) {
        List<Average> averages = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            int step = i;
            averages.add(new Average(
                    i / 10.0,
                    Summary.of(
                            seeds.stream().mapToDouble(p -> p.confidence(step)).toArray()),
                    Summary.of(seeds.stream().mapToDouble(p -> p.greyness(step)).toArray()),
                    Summary.of(seeds.stream()
                            .mapToDouble(p -> p.share(
                                    step,
                                    (pair, digit) ->
                                            digit == pairs.get(pair).from().label()))
                            .toArray()),
                    Summary.of(seeds.stream()
                            .mapToDouble(p -> p.share(
                                    step,
                                    (pair, digit) ->
                                            digit == pairs.get(pair).to().label()))
                            .toArray()),
                    Summary.of(seeds.stream()
                            .mapToDouble(p -> p.share(
                                    step,
                                    (pair, digit) -> digit
                                                    != pairs.get(pair).from().label()
                                            && digit != pairs.get(pair).to().label()))
                            .toArray())));
        }
        return averages;
    }

    private static ZeroToNine zeroToNine(List<Paths> seeds) {
        List<Double> passes = new ArrayList<>();
        for (int digit = 0; digit < 10; digit++) {
            int looked = digit;
            passes.add(
                    seeds.stream().mapToDouble(p -> p.passing(looked)).average().orElseThrow());
        }
        double both = seeds.stream().mapToDouble(p -> p.passing(4, 6)).average().orElseThrow();
        return new ZeroToNine(RANDOM_PAIRS * seeds.size(), passes, both);
    }

    static List<Claim> claims(List<Point> points) {
        int middleWorst = 0;
        for (Point point : points) {
            int worst = 0;
            for (int i = 1; i < STEPS; i++) {
                if (point.averages().get(i).confidence().mean()
                        < point.averages().get(worst).confidence().mean()) {
                    worst = i;
                }
            }
            middleWorst += worst >= 4 && worst <= 6 ? 1 : 0;
        }
        Point first = points.get(0);
        Point last = points.get(points.size() - 1);
        Point five = points.stream()
                .filter(point -> point.latentDim() == 5)
                .findFirst()
                .orElse(first);
        return List.of(
                new Claim(
                        "Frames near α = 0.5 are the least clear.",
                        "The classifier is least sure at α = 0.4 to 0.6 for " + middleWorst + " of " + points.size()
                                + " latent dimensions.",
                        middleWorst == points.size()),
                new Claim(
                        "A larger d is sharper.",
                        String.format(
                                Locale.ROOT,
                                "Greyness at α = 0.5 is %.3f at d=%d and %.3f at d=%d; at α = 1 it is %.3f and %.3f.",
                                first.averages().get(5).greyness().mean(),
                                first.latentDim(),
                                last.averages().get(5).greyness().mean(),
                                last.latentDim(),
                                first.averages().get(10).greyness().mean(),
                                last.averages().get(10).greyness().mean()),
                        last.averages().get(5).greyness().mean()
                                < first.averages().get(5).greyness().mean()),
                new Claim(
                        "At d = 5 a path from 0 to 9 passes shapes that are read as 6 and 4.",
                        String.format(
                                Locale.ROOT,
                                "Of %d paths from a 0 to a 9 at d=%d, %.0f %% pass a 6, %.0f %% a 4, %.0f %% both.",
                                five.zeroToNine().paths(),
                                five.latentDim(),
                                100 * five.zeroToNine().passes().get(6),
                                100 * five.zeroToNine().passes().get(4),
                                100 * five.zeroToNine().passesFourAndSix()),
                        five.zeroToNine().passesFourAndSix() > 0.5));
    }
}
