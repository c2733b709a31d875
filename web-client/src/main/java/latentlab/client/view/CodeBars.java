package latentlab.client.view;

import java.util.ArrayList;
import java.util.List;
import latentlab.client.state.Held;
import org.teavm.jso.dom.html.HTMLElement;

/** The code as bars that can be dragged. */
public final class CodeBars {
    private final HTMLElement root;
    private CodeBar[] bars = {};

    public CodeBars(HTMLElement root) {
        this.root = root;
    }

    /** As many bars as the code has numbers. The template already made room for those of the default model. */
    public void open(CodeRange[] ranges, Runnable changed) {
        root.clear();
        bars = new CodeBar[ranges.length];
        for (int i = 0; i < bars.length; i++) {
            bars[i] = new CodeBar(Dom.append(root, "div", "bar"), i + 1, ranges[i], changed);
        }
    }

    /** The drawing's own code (d). */
    public void rest(float[] code) {
        for (int i = 0; i < bars.length; i++) {
            bars[i].rest(code[i]);
        }
    }

    /** All bars back to the drawing's own code. */
    public void release() {
        for (CodeBar bar : bars) {
            bar.release();
        }
    }

    /** Those that the visitor moved. */
    public Held held() {
        List<Held.Bar> moved = new ArrayList<>();
        for (int i = 0; i < bars.length; i++) {
            if (bars[i].isHeld()) {
                moved.add(Held.Bar.of(i, bars[i].value()));
            }
        }
        return new Held(moved);
    }

    /** Moves bars as a link says. */
    public void hold(Held held) {
        for (Held.Bar bar : held.bars()) {
            if (bar.place() < bars.length) {
                bars[bar.place()].hold(bar.value());
            }
        }
    }

    /** Whether the visitor moved any. */
    public boolean isHeld() {
        for (CodeBar bar : bars) {
            if (bar.isHeld()) {
                return true;
            }
        }
        return false;
    }

    /** The code (d) as the bars stand. */
    public void read(float[] code) {
        for (int i = 0; i < bars.length; i++) {
            code[i] = bars[i].value();
        }
    }

    public void show() {
        for (CodeBar bar : bars) {
            bar.show();
        }
    }
}
