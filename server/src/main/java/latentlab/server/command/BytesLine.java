package latentlab.server.command;

import java.util.Locale;
import latentlab.server.runs.Progress;
import latentlab.server.study.TrainingsProgress;

/** A line on how far files are read and written, with rate and time left, where that takes longer than a moment. */
final class BytesLine implements Progress {
    private static final double SECONDS_WITHOUT_A_WORD = 2;

    private final ProgressLine line = new ProgressLine(System.err);
    private final long start = System.nanoTime();
    private double nextWord = SECONDS_WITHOUT_A_WORD;

    @Override
    public void of(long bytes, long all) {
        double seconds = (System.nanoTime() - start) / 1e9;
        boolean end = bytes == all && nextWord > SECONDS_WITHOUT_A_WORD; // of what was begun to be told
        if (seconds < nextWord && !end) {
            return;
        }
        nextWord = seconds + line.pause();
        double rate = bytes / seconds;
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
