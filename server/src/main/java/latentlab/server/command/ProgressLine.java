package latentlab.server.command;

import java.io.PrintStream;
import latentlab.server.study.TrainingsProgress;

/** Lines of progress: on a terminal one that is rewritten in place, elsewhere one after the other. */
final class ProgressLine implements TrainingsProgress.Output {
    private static final double SECONDS_WITHOUT_A_WORD = 2;

    private final long start = System.nanoTime();
    private final PrintStream out;
    private final boolean terminal = System.console() != null;
    private double nextWord = SECONDS_WITHOUT_A_WORD;
    private int shownLength;

    ProgressLine(PrintStream out) {
        this.out = out;
    }

    /** Seconds after which a new line is worth it. */
    double pause() {
        return terminal ? 1 : 10;
    }

    /** Since the work began. */
    double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    /**
     * Whether it is time for another line.
     *
     * @param end of the work, which is told only where its way was
     */
    boolean due(boolean end) {
        double seconds = seconds();
        boolean due = seconds >= nextWord || end && nextWord > SECONDS_WITHOUT_A_WORD;
        if (due) {
            nextWord = seconds + pause();
        }
        return due;
    }

    @Override
    public void line(String text, boolean lasting) {
        // spaces wipe what is left of a longer line
        String padded = (shownLength > 0 ? "\r" : "") + text + " ".repeat(Math.max(0, shownLength - text.length()));
        if (terminal && !lasting) {
            out.print("\r" + padded.stripLeading());
            out.flush();
            shownLength = text.length();
        } else {
            out.println(padded.stripTrailing());
            shownLength = 0;
        }
    }
}
