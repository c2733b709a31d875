package latentlab.server.command;

import java.io.PrintStream;
import latentlab.server.study.TrainingsProgress;

/** Lines of progress: on a terminal one that is rewritten in place, elsewhere one after the other. */
final class ProgressLine implements TrainingsProgress.Output {
    private final PrintStream out;
    private final boolean terminal = System.console() != null;
    private int shownLength;

    ProgressLine(PrintStream out) {
        this.out = out;
    }

    /** Seconds after which a new line is worth it. */
    double pause() {
        return terminal ? 1 : 10;
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
