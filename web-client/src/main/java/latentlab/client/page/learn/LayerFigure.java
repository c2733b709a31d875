package latentlab.client.page.learn;

import latentlab.client.kernel.Network;
import latentlab.client.page.BenchmarkClock;
import latentlab.client.page.BuiltInDigits;
import latentlab.client.page.ModelChoice;
import latentlab.client.page.ModelFacts;
import latentlab.client.page.TestSet;
import latentlab.client.state.ChainRuleState;
import latentlab.client.state.Source;
import latentlab.client.view.Decimal;
import latentlab.client.view.Dom;
import latentlab.client.view.Notice;
import latentlab.client.view.Numbers;
import latentlab.client.view.Plot;
import latentlab.client.view.Text;
import latentlab.network.FoldedDecoder;
import latentlab.theory.GradientCheck;
import latentlab.theory.LastLayer;
import latentlab.weights.Safetensors;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.html.HTMLElement;

/** The gradient of the decoder's last layer on the visitor's digit, checked parameter by parameter. */
final class LayerFigure {
    private static final double STEP = 1e-4;

    /** Derivatives agree when they differ by less than this share of the largest one. */
    private static final double AGREES = 1e-5;

    private static final double SLICE_MS = 8;

    /** A digit is checked when the pen has rested for so long. */
    private static final int REST_MS = 400;

    private static final int ROWS = 5; // of the table, before that of the bias

    private final Lesson page;
    private final Notice notice = new Notice();
    private final TestSet testSet = new TestSet(notice);
    private final HTMLElement mistake = Dom.byId("mistake");
    private final HTMLElement progress = Dom.byId("checked");
    private final Plot plot = new Plot(Dom.byId("check-plot"));
    private final LessonDigit digit;
    private final ModelChoice model;
    private Network network; // encodes
    private Safetensors weights; // null until they are here
    private FoldedDecoder decoder;
    private LastLayer layer;
    private double[] gradient = {};
    private double[] differences = {};
    private int checked;
    private int run; // so that an earlier one's slices are known for what they are
    private int timer;

    LayerFigure(ChainRuleState opened, Lesson page) {
        this.page = page;
        digit = new LessonDigit(Dom.byId("digit"), opened.digit(), BuiltInDigits.three(), testSet, this::moved);
        Dom.check(mistake, opened.mistake());
        Dom.on(mistake, "change", this::moved);
        model = new ModelChoice(opened.model(), notice, this::open);
    }

    String model() {
        return model.inLink();
    }

    Source source() {
        return digit.source();
    }

    boolean isMistaken() {
        return Dom.checked(mistake);
    }

    private void open(Network opened) {
        network = opened;
        weights = null;
        testSet.use(ModelFacts.of(network).dataset());
        Network wanted = network;
        new Layers(model.url(), notice).folded(arrived -> {
            if (network == wanted) { // else the visitor has chosen another meanwhile
                weights = arrived;
                decoder = FoldedDecoder.of(weights);
                checkSoon();
            }
        });
    }

    private void moved() {
        page.changed();
        checkSoon();
    }

    private void checkSoon() {
        Window.clearTimeout(timer);
        timer = Window.setTimeout(this::check, REST_MS);
    }

    private void check() {
        if (weights == null) {
            return;
        }
        float[] picture = digit.picture();
        float[] code = new float[network.latentDim()];
        float[] hidden = new float[decoder.hiddenSize()];
        network.encode(picture, code);
        decoder.preActivate(code, hidden);
        layer = new LastLayer(
                weights.tensors().get("decoder.conv1.weight").data(),
                weights.tensors().get("decoder.conv1.bias").data()[0],
                hidden,
                picture);
        gradient = layer.gradient(isMistaken());
        differences = new double[gradient.length];
        checked = 0;
        int thisRun = ++run;
        Window.setTimeout(() -> slice(thisRun), 0);
    }

    private void slice(int thisRun) {
        if (thisRun != run) {
            return;
        }
        double end = BenchmarkClock.now() + SLICE_MS;
        while (checked < gradient.length && BenchmarkClock.now() < end) {
            differences[checked] = GradientCheck.centralDifference(layer::loss, layer.parameters(), checked, STEP);
            checked++;
        }
        page.redraw();
        if (checked < gradient.length) {
            Window.setTimeout(() -> slice(thisRun), 0);
        } else {
            Dom.mark("layer-checked");
        }
    }

    void show() {
        digit.show();
        if (layer == null) {
            return;
        }
        double largest = 0;
        double apart = 0;
        for (int i = 0; i < gradient.length; i++) {
            largest = Math.max(largest, Math.abs(gradient[i]));
            apart = i < checked ? Math.max(apart, Math.abs(gradient[i] - differences[i])) : apart;
        }
        double room = 1.05 * largest;
        plot.begin(-room, room, -room, room);
        plot.curve("diagonal", new double[] {-room, room}, new double[] {-room, room});
        plot.points("checked", gradient, differences, checked);
        progress.setAttribute("max", Integer.toString(gradient.length));
        progress.setAttribute("value", Integer.toString(checked));
        Dom.say("count", Text.of("{0} of {1}", checked, gradient.length));
        Dom.say("apart", Numbers.precise(apart));
        Dom.say("largest", Numbers.precise(largest));
        Dom.say(
                "agreement",
                checked < gradient.length
                        ? Text.of("Checking …")
                        : apart <= AGREES * largest
                                ? Text.of("They agree: the gradient is right.")
                                : Text.of("They do not agree: the gradient is wrong."));
        showLargest();
    }

    /** The parameters with the largest derivatives. */
    private void showLargest() {
        HTMLElement body = Dom.byId("derivatives");
        body.clear();
        int bias = gradient.length - 1;
        boolean[] taken = new boolean[gradient.length];
        for (int row = 0; row <= ROWS; row++) {
            int most = row < ROWS ? -1 : bias;
            for (int i = 0; i < bias && row < ROWS; i++) {
                if (!taken[i] && (most < 0 || Math.abs(gradient[i]) > Math.abs(gradient[most]))) {
                    most = i;
                }
            }
            taken[most] = true;
            HTMLElement cells = Dom.append(body, "tr", "");
            Dom.text(Dom.append(cells, "td", ""), name(most));
            Dom.text(Dom.append(cells, "td", "number"), Decimal.fixed(1000 * gradient[most], 5));
            Dom.text(
                    Dom.append(cells, "td", "number"),
                    most < checked ? Decimal.fixed(1000 * differences[most], 5) : "…");
        }
    }

    private String name(int parameter) {
        return parameter == gradient.length - 1
                ? Text.of("bias")
                : Text.of("channel {0}, row {1}, column {2}", parameter / 16, parameter / 4 % 4, parameter % 4);
    }
}
