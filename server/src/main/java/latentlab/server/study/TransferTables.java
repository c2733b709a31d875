package latentlab.server.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import latentlab.server.study.Results.Table;
import latentlab.server.study.TransferFigures.Learning;
import latentlab.server.study.TransferFigures.Neighbours;
import latentlab.statistics.Summary;

/** What the study of transfer found, as tables. */
final class TransferTables {
    private TransferTables() {}

    private static Map<String, Learning> variants(TransferFigures figures) {
        Map<String, Learning> variants = new LinkedHashMap<>();
        variants.put("frozen", figures.frozen());
        variants.put("full", figures.full());
        variants.put("scratch", figures.scratch());
        return variants;
    }

    static Table accuracy(TransferFigures figures) {
        List<List<Object>> rows = new ArrayList<>();
        variants(figures)
                .forEach((name, learning) -> rows.add(Arrays.asList(
                        name,
                        learning.finalAccuracy().mean(),
                        learning.finalAccuracy().sd(),
                        learning.finalCrossEntropy().mean(),
                        learning.finalCrossEntropy().sd(),
                        figures.draws(),
                        figures.model())));
        Neighbours neighbours = figures.nearestNeighbour();
        rows.add(neighbour("nearest neighbour, pixels", neighbours.pixels(), figures));
        rows.add(neighbour("nearest neighbour, codes", neighbours.codes(), figures));
        rows.add(neighbour(
                "nearest neighbour, " + neighbours.components() + " PCA coordinates",
                neighbours.principalComponents(),
                figures));
        return new Table(
                "accuracy",
                "Test accuracy from " + figures.labelledImages() + " labels",
                List.of("how", "accuracy", "its sd", "cross-entropy", "its sd", "draws", "run"),
                rows);
    }

    private static List<Object> neighbour(String name, Summary accuracy, TransferFigures figures) {
        return Arrays.asList(name, accuracy.mean(), accuracy.sd(), null, null, figures.draws(), figures.model());
    }

    static Table epochs(TransferFigures figures) {
        List<List<Object>> rows = new ArrayList<>();
        variants(figures).forEach((name, learning) -> {
            for (int i = 0; i < figures.steps(); i++) {
                rows.add(Arrays.asList(
                        name,
                        i + 1,
                        learning.accuracy().mean().get(i),
                        learning.accuracy().sd().get(i),
                        learning.crossEntropy().mean().get(i),
                        learning.crossEntropy().sd().get(i),
                        figures.model()));
            }
        });
        return new Table(
                "epochs",
                "Test accuracy and cross-entropy by epoch, which is one step on all labelled images",
                List.of("how", "epoch", "accuracy", "its sd", "cross-entropy", "its sd", "run"),
                rows);
    }

    static Table draws(TransferFigures figures) {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < figures.draws(); i++) {
            rows.add(Arrays.asList(
                    i + 1,
                    figures.frozen().draws().get(i),
                    figures.full().draws().get(i),
                    figures.scratch().draws().get(i),
                    figures.model()));
        }
        return new Table(
                "draws",
                "Test accuracy by draw of the labelled images",
                List.of("draw", "frozen", "full", "scratch", "run"),
                rows);
    }
}
