package latentlab.server.command;

import java.util.Locale;
import latentlab.server.runs.Progress;
import latentlab.server.study.TrainingsProgress;

/** A line on how far files are read and written, with rate and time left, where that takes longer than a moment. */
final class BytesLine implements Progress {
    private final ProgressLine line = new ProgressLine(System.err);

    @Override
    public void of(long bytes, long all) {
        if (!line.due(bytes == all)) {
            return;
        }
        double rate = bytes / line.seconds();
        line.line(
                String.format(
                        Locale.ROOT,
                        "%.1f of %.1f MB, %.1f MB/s, %s left",
                        bytes / 1e6,
                        all / 1e6,
                        rate / 1e6,
                        TrainingsProgress.duration((all - bytes) / rate)),
                bytes == all);
    }
}
