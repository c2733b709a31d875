package latentlab.server.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntFunction;
import latentlab.image.DigitImage;
import latentlab.image.Drawing;
import latentlab.image.DrawingNormalizer;
import latentlab.image.NormalizationSteps;
import latentlab.image.Stroke;
import latentlab.latent.Familiarity;
import latentlab.latent.Familiarity.Verdict;
import latentlab.latent.NearestCodes;
import latentlab.server.dataset.Dataset;
import latentlab.server.dataset.LabelledImages;
import latentlab.statistics.Quantiles;
import latentlab.statistics.ReconstructionError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped model's word on what is a digit. */
class FamiliarityTest {
    private static final int KNOWN = 3000;
    private static final int UNKNOWN = 400;

    @Test
    void scribblesAreToldFromDigits(@TempDir Path data) throws IOException {
        Model model = ModelLibrary.open(data).all().iterator().next();
        LabelledImages all = Dataset.mnistTest();
        LabelledImages known = new LabelledImages(
                Arrays.copyOf(all.pixels(), KNOWN * LabelledImages.PIXELS), Arrays.copyOf(all.labels(), KNOWN));
        int d = model.description().latentDim();
        NearestCodes codes = new NearestCodes(new TestCodes(null).of(model, known), d);
        Quantiles errors = new Quantiles(model.description().errorQuantiles().stream()
                .mapToDouble(Double::doubleValue)
                .toArray());
        Quantiles distances = Familiarity.distances(codes, 500);
        int[] digits = verdicts(
                model,
                codes,
                errors,
                distances,
                i -> DigitImage.ofBytes(all.pixels(), (KNOWN + i) * LabelledImages.PIXELS));
        Random random = new Random(3);
        DrawingNormalizer normalizer = new DrawingNormalizer();
        int[] scribbles = verdicts(
                model, codes, errors, distances, i -> normalizer.normalize(scribble(random), NormalizationSteps.ALL));
        String found = "usual, unusual, off the map: digits " + Arrays.toString(digits) + ", scribbles "
                + Arrays.toString(scribbles);
        assertThat(digits[Verdict.USUAL.ordinal()]).as(found).isGreaterThan(UNKNOWN * 92 / 100);
        assertThat(digits[Verdict.OFF_THE_MAP.ordinal()]).as(found).isLessThan(UNKNOWN * 3 / 100);
        assertThat(scribbles[Verdict.USUAL.ordinal()]).as(found).isLessThan(UNKNOWN * 3 / 100);
        assertThat(scribbles[Verdict.OFF_THE_MAP.ordinal()]).as(found).isGreaterThan(UNKNOWN * 70 / 100);
    }

    private static int[] verdicts(
            Model model, NearestCodes codes, Quantiles errors, Quantiles distances, IntFunction<DigitImage> pictures) {
        int[] counts = new int[Verdict.values().length];
        model.inference().with(pair -> {
            float[] code = new float[model.description().latentDim()];
            float[] again = new float[DigitImage.PIXELS];
            for (int i = 0; i < UNKNOWN; i++) {
                float[] pixels = pictures.apply(i).pixels();
                pair.encoder().encode(pixels, code);
                pair.decoder().decode(code, again);
                double distance = codes.of(code, Familiarity.NEIGHBOURS).meanDistance();
                double error = ReconstructionError.meanSquared(pixels, again);
                counts[
                        Familiarity.of(errors, error, distances, distance)
                                .verdict()
                                .ordinal()]++;
            }
            return null;
        });
        return counts;
    }

    /** Three lines through points anywhere. */
    private static Drawing scribble(Random random) {
        Drawing drawing = Drawing.EMPTY;
        for (int stroke = 0; stroke < 3; stroke++) {
            float[] xs = new float[5];
            float[] ys = new float[5];
            for (int i = 0; i < xs.length; i++) {
                xs[i] = random.nextFloat();
                ys[i] = random.nextFloat();
            }
            drawing = drawing.with(new Stroke(xs, ys));
        }
        return drawing;
    }
}
