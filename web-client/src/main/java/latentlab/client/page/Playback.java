package latentlab.client.page;

import java.util.function.IntConsumer;
import org.teavm.jso.browser.Window;

/** Swings α from 0 to 1 and back, slower towards the ends where the digits are. */
final class Playback {
    private static final double PERIOD_MS = 6000;

    private final IntConsumer show;
    private boolean playing;
    private double begin;

    /** @param show called each frame with α in hundredths */
    Playback(IntConsumer show) {
        this.show = show;
    }

    boolean isPlaying() {
        return playing;
    }

    void stop() {
        playing = false;
    }

    /** Plays on from α, in hundredths, or pauses. */
    void toggle(int alpha) {
        playing = !playing;
        if (playing) {
            begin = -Math.acos(1 - alpha / 50.0) / (2 * Math.PI) * PERIOD_MS;
            Window.requestAnimationFrame(now -> {
                begin += now;
                tick(now);
            });
        }
    }

    private void tick(double now) {
        if (playing) {
            show.accept((int) (50 - 50 * Math.cos(2 * Math.PI * (now - begin) / PERIOD_MS) + 0.5));
            Window.requestAnimationFrame(this::tick);
        }
    }
}
