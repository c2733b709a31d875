package latentlab.server.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import latentlab.server.study.InterpolationStudy.Average;
import latentlab.server.study.InterpolationStudy.Frame;
import latentlab.server.study.InterpolationStudy.Point;
import latentlab.server.study.InterpolationStudy.Strip;
import latentlab.server.study.Results.Table;

/** What the study of interpolations found, as tables. */
final class InterpolationTables {
    private InterpolationTables() {}

    static Table clarity(List<Point> points) {
        List<List<Object>> rows = new ArrayList<>();
        for (Point point : points) {
            for (Average a : point.averages()) {
                rows.add(Arrays.asList(
                        point.latentDim(),
                        a.alpha(),
                        a.confidence().mean(),
                        a.confidence().sd(),
                        a.greyness().mean(),
                        a.readsFrom().mean(),
                        a.readsTo().mean(),
                        a.readsOther().mean(),
                        String.join(" ", point.runs())));
            }
        }
        return new Table(
                "clarity",
                "What a classifier reads on the way, over " + InterpolationStudy.RANDOM_PAIRS + " random pairs",
                List.of(
                        "d",
                        "alpha",
                        "confidence",
                        "its sd",
                        "greyness",
                        "reads from",
                        "reads to",
                        "reads other",
                        "runs"),
                rows);
    }

    static Table zeroToNine(List<Point> points) {
        List<List<Object>> rows = new ArrayList<>();
        for (Point point : points) {
            List<Object> row = new ArrayList<>(
                    List.of(point.latentDim(), point.zeroToNine().paths()));
            row.addAll(point.zeroToNine().passes());
            row.add(point.zeroToNine().passesFourAndSix());
            row.add(String.join(" ", point.runs()));
            rows.add(row);
        }
        return new Table(
                "zero-to-nine",
                "Share of paths from a 0 to a 9 on which a digit is read",
                List.of("d", "paths", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "4 and 6", "runs"),
                rows);
    }

    static Table strips(List<Point> points) {
        List<List<Object>> rows = new ArrayList<>();
        for (Point point : points) {
            for (Strip strip : point.strips()) {
                for (Frame frame : strip.frames()) {
                    rows.add(Arrays.asList(
                            point.latentDim(),
                            strip.from().label(),
                            strip.to().label(),
                            strip.from().index(),
                            strip.to().index(),
                            frame.alpha(),
                            frame.digit(),
                            frame.probability(),
                            point.runs().get(0)));
                }
            }
        }
        return new Table(
                "strips",
                "What a classifier reads in each frame",
                List.of("d", "from", "to", "from image", "to image", "alpha", "reads", "probability", "run"),
                rows);
    }
}
