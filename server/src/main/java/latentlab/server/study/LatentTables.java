package latentlab.server.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import latentlab.server.study.LatentSweep.Point;
import latentlab.server.study.LatentSweep.Sweep;
import latentlab.server.study.Results.Table;

/** What a sweep found, as tables. */
final class LatentTables {
    private LatentTables() {}

    /** The published figures beside ours. */
    static Table losses(Preset preset, Sweep sweep) {
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

    /** @param few null for none */
    static Table gaps(Sweep all, Sweep few) {
        List<List<Object>> rows = new ArrayList<>();
        for (Sweep sweep : few == null ? List.of(all) : List.of(all, few)) {
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
