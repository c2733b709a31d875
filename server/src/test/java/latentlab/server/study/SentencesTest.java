package latentlab.server.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import latentlab.server.study.InterpolationStudy.Average;
import latentlab.server.study.InterpolationStudy.Frame;
import latentlab.server.study.InterpolationStudy.Image;
import latentlab.server.study.InterpolationStudy.Strip;
import latentlab.server.study.InterpolationStudy.ZeroToNine;
import latentlab.server.study.LatentSweep.Sweep;
import latentlab.server.study.Results.Claim;
import latentlab.server.study.Results.Table;
import latentlab.server.study.TransferFigures.Curve;
import latentlab.server.study.TransferFigures.Learning;
import latentlab.server.study.TransferFigures.Neighbours;
import latentlab.server.web.language.Language;
import latentlab.statistics.Summary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the figures are, what the studies say of them is there in every language. The figures here are made up. */
class SentencesTest {
    /** Columns of names, which are the same in all languages. */
    private static final Set<String> NAMES = Set.of("run", "runs", "data set");

    static Stream<Language> translations() {
        return Language.ALL.stream().filter(language -> language != Language.ENGLISH);
    }

    @ParameterizedTest
    @MethodSource("translations")
    void areThereInEveryLanguage(Language language) {
        List<String> missing = Stream.of(
                        claims().flatMap(claim -> Stream.of(claim.claim(), claim.finding())),
                        correlations().map(CorrelationStudy::caution),
                        tables().flatMap(SentencesTest::words),
                        presets(),
                        readers())
                .flatMap(words -> words)
                .distinct()
                .filter(text -> !language.hasResult(text))
                .toList();
        assertThat(missing).as("not in messages/%s.json", language.tag()).isEmpty();
    }

    /** Else the sentences of some branch would not be among those that are looked at. */
    @Test
    void areOfClaimsThatTheFiguresBearOutAndOfTheSameThatTheyDoNot() {
        Map<String, Set<Boolean>> byClaim = claims().collect(
                        Collectors.groupingBy(Claim::claim, Collectors.mapping(Claim::agrees, Collectors.toSet())));
        assertThat(byClaim).hasSize(4 + Published.TEST_LOSS.size() + 1 + 1 + 3 + 2);
        assertThat(byClaim.values()).allMatch(agrees -> agrees.size() == 2);
    }

    @ParameterizedTest
    @MethodSource("translations")
    void soAreTheNamesOfTheModels(Language language) {
        for (Preset preset : Preset.values()) {
            for (Training training : Experiments.of(preset)) {
                String name = training.experiment("").name();
                assertThat(language.modelName(name)).isNotEqualTo(name);
            }
        }
    }

    private static Stream<String> presets() {
        return Stream.of(Preset.values())
                .map(Preset::description)
                .flatMap(made -> Stream.of(made, made.replaceFirst("^.*: ", "")));
    }

    private static Stream<String> readers() {
        return Stream.of(6000, 60_000)
                .map(images -> new Reader(null, 0.97, 0.1).figures(images))
                .flatMap(reader -> Stream.of(reader.network(), reader.trainedOn()));
    }

    private static Stream<Claim> claims() {
        return Stream.of(
                        latent(),
                        capacities().map(CapacitySweep::claim),
                        correlations().map(points -> CorrelationStudy.claim(points, CorrelationStudy.fit(points))),
                        interpolations().map(InterpolationStudy::claims).flatMap(List::stream),
                        transfers().map(TransferStudy::claims).flatMap(List::stream))
                .flatMap(claims -> claims);
    }

    private static Stream<Table> tables() {
        Sweep sweep = sweeps().findFirst().orElseThrow();
        return Stream.of(
                        Stream.of(Preset.values()).map(preset -> LatentTables.losses(preset, sweep)),
                        Stream.of(LatentTables.gaps(sweep, sweep), LatentTables.curves(List.of(run(15, 0.008)))),
                        capacities().map(CapacitySweep::table),
                        correlations().map(CorrelationStudy::table),
                        interpolations()
                                .flatMap(points -> Stream.of(
                                        InterpolationTables.clarity(points),
                                        InterpolationTables.zeroToNine(points),
                                        InterpolationTables.strips(points))),
                        transfers()
                                .flatMap(figures -> Stream.of(
                                        TransferTables.accuracy(figures),
                                        TransferTables.epochs(figures),
                                        TransferTables.draws(figures))))
                .flatMap(tables -> tables);
    }

    /** What a table shows in words. */
    private static Stream<String> words(Table table) {
        List<String> words = new ArrayList<>(table.columns());
        words.add(table.title());
        for (List<Object> row : table.rows()) {
            for (int i = 0; i < row.size(); i++) {
                if (row.get(i) instanceof String word
                        && !NAMES.contains(table.columns().get(i))) {
                    words.add(word);
                }
            }
        }
        return words.stream();
    }

    private static Stream<Claim> latent() {
        List<RunFigures> published = Published.TEST_LOSS.entrySet().stream()
                .flatMap(one ->
                        Stream.of(0.8, 0.999, 1.001, 1.2).map(ratio -> run(one.getKey(), ratio * one.getValue())))
                .toList();
        return sweeps().flatMap(sweep -> Stream.of(
                        LatentSweep.claims(sweep, sweep, published), LatentSweep.claims(sweep, null, List.of()))
                .flatMap(List::stream));
    }

    /** With losses that fall and that rise again, and test losses above and below the training losses. */
    private static Stream<Sweep> sweeps() {
        return Stream.of(0.02, 0.035)
                .flatMap(last -> Stream.of(-0.001, 0.001)
                        .flatMap(firstGap -> Stream.of(-0.001, 0.015)
                                .map(lastGap -> List.of(
                                        point(3, 0.04, firstGap), point(8, 0.03, 0), point(15, last, lastGap)))))
                .map(points -> new Sweep("mnist", 60_000, 20, points));
    }

    private static LatentSweep.Point point(int d, double testLoss, double gap) {
        Summary trainLoss = Summary.of(testLoss - gap);
        return new LatentSweep.Point(
                d,
                163_920,
                Summary.of(testLoss),
                trainLoss,
                trainLoss,
                Summary.of(gap),
                Summary.of(testLoss),
                new LatentSweep.Pca(0.03, 0.02),
                List.of("mnist-c32-d" + d + "-s0"));
    }

    private static RunFigures run(int d, double testLoss) {
        return new RunFigures(
                "mnist-c128-d" + d + "-s0",
                "mnist",
                d,
                Published.CHANNELS,
                1_442_064,
                20,
                0,
                0.003,
                testLoss,
                testLoss,
                testLoss,
                "train",
                new RunFigures.History(List.of(testLoss), List.of(testLoss), List.of(testLoss)));
    }

    private static Stream<List<CapacitySweep.Point>> capacities() {
        return Stream.of(
                List.of(capacity(64, 0.008), capacity(4, 0.013)),
                List.of(capacity(64, 0.014), capacity(4, 0.013)),
                List.of(capacity(8, 0.01)));
    }

    private static CapacitySweep.Point capacity(int channels, double loss) {
        return new CapacitySweep.Point(channels, 0, 9_000L * channels, loss, loss, loss, "run");
    }

    private static Stream<List<CorrelationStudy.Point>> correlations() {
        return Stream.of(new double[] {0.4, 0.2, 0.1}, new double[] {0.2, 0.3, 0.1})
                .flatMap(means -> Stream.of(
                        List.of(correlation(3, means[0]), correlation(8, means[1]), correlation(13, means[2])),
                        List.of(correlation(3, means[0], 0.1), correlation(8, means[1]), correlation(13, means[2]))));
    }

    private static CorrelationStudy.Point correlation(int d, double... seeds) {
        return new CorrelationStudy.Point(
                d, Summary.of(seeds), 2e-10, List.of(new CorrelationStudy.Seed("run", 0, seeds[0], null, null)));
    }

    private static Stream<List<InterpolationStudy.Point>> interpolations() {
        return Stream.of(5, 0)
                .flatMap(worst -> Stream.of(0.1, 0.9)
                        .map(share -> List.of(path(5, worst, share, share), path(15, worst, share, 0.5))));
    }

    /** @param worst step at which the classifier is least sure */
    private static InterpolationStudy.Point path(int d, int worst, double share, double greyness) {
        Summary half = Summary.of(0.5);
        return new InterpolationStudy.Point(
                d,
                IntStream.range(0, InterpolationStudy.STEPS)
                        .mapToObj(i -> new Average(
                                i / 10.0, Summary.of(i == worst ? 0.4 : 0.9), Summary.of(greyness), half, half, half))
                        .toList(),
                new ZeroToNine(200, Collections.nCopies(10, share), share),
                List.of(new Strip(new Image(3, 0), new Image(7, 9), List.of(new Frame(0.5, 4, 0.4)))),
                List.of("run"));
    }

    private static Stream<TransferFigures> transfers() {
        return Stream.of(0.78, 0.9)
                .flatMap(full -> Stream.of(0.5, 0.95)
                        .map(lowest -> new TransferFigures(
                                "run",
                                LabelDraw.IMAGES,
                                1,
                                2,
                                learning(0.84, 0.9),
                                learning(full, lowest),
                                learning(0.7, 0.9),
                                new Neighbours(Summary.of(0.7), Summary.of(0.7), Summary.of(0.7), Material.COMPONENTS),
                                null,
                                new int[0])));
    }

    private static Learning learning(double accuracy, double lowest) {
        Curve curve = new Curve(List.of(accuracy), List.of(0.02));
        return new Learning(
                curve,
                curve,
                Summary.of(accuracy, accuracy + 0.01),
                Summary.of(1),
                Summary.of(lowest),
                null,
                List.of(accuracy, accuracy + 0.01));
    }
}
