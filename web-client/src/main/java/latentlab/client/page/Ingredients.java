package latentlab.client.page;

import java.util.ArrayList;
import java.util.List;
import latentlab.client.kernel.Network;
import latentlab.client.state.Input;
import latentlab.client.state.Recipe;
import latentlab.client.state.Source;
import latentlab.client.view.Dom;
import latentlab.client.view.PixelCanvas;
import latentlab.client.view.Text;
import latentlab.image.DigitImage;
import latentlab.image.Drawing;
import latentlab.latent.ClassMeans;
import latentlab.network.Classifier;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.xml.NodeList;

/** What can be mixed: the codes of four drawings or picked digits, and the mean code of each class of test digits. */
final class Ingredients {
    private final End[] ends = new End[Recipe.SLOTS];
    private final float[][] codes = new float[Recipe.SLOTS][];
    private final NodeList<? extends HTMLElement> meanCanvases = Dom.all(Dom.byId("means"), "canvas");
    private final float[] pixels = new float[DigitImage.PIXELS];
    private Network network; // null until it is here, as the next
    private ClassMeans means;

    /** @param changed called when a code is another */
    Ingredients(List<Source> sources, TestSet testSet, Runnable changed) {
        Drawing[] first = {BuiltInDigits.three(), BuiltInDigits.seven(), BuiltInDigits.two(), BuiltInDigits.five()};
        for (int i = 0; i < ends.length; i++) {
            int slot = i;
            ends[i] = new End(
                    Dom.byId("slot-" + (char) ('a' + i)),
                    () -> {
                        codes[slot] = null;
                        changed.run();
                    },
                    testSet);
            begin(ends[i], sources.get(i), first[i], testSet);
        }
    }

    private static void begin(End end, Source source, Drawing otherwise, TestSet testSet) {
        if (source == null) {
            end.pad().presentForNow(Input.drawn(otherwise));
            return;
        }
        if (source.drawing() != null) {
            end.touch();
            end.pad().present(Input.drawn(source.drawing()));
        } else {
            end.await(source, testSet);
        }
    }

    /** Computes with another network from now on. */
    void open(Network network, TestCodes testCodes) {
        this.network = network;
        for (int i = 0; i < codes.length; i++) {
            codes[i] = null;
        }
        means = ClassMeans.of(testCodes.codes(), testCodes.labels(), Classifier.CLASSES);
        for (int digit = 0; digit < Classifier.CLASSES; digit++) {
            network.decode(means.codes()[digit], pixels);
            new PixelCanvas((HTMLCanvasElement) meanCanvases.item(digit)).grey(pixels);
        }
    }

    /** The class means (10,d); only when there is a network. */
    ClassMeans means() {
        return means;
    }

    /** The code (d) that a recipe names by one character; only when there is a network. */
    float[] code(char name) {
        if (!Recipe.isSlot(name)) {
            return means.codes()[name - '0'];
        }
        int slot = name - 'A';
        if (codes[slot] == null) {
            codes[slot] = new float[network.latentDim()]; // an empty surface has the code of zeros
            if (!ends[slot].pad().input().isEmpty()) {
                network.encode(ends[slot].picture(), codes[slot]);
            }
        }
        return codes[slot];
    }

    /** The codes of a whole recipe. */
    List<float[]> codes(String recipe) {
        List<float[]> all = new ArrayList<>();
        for (int i = 0; i < recipe.length(); i++) {
            all.add(code(recipe.charAt(i)));
        }
        return all;
    }

    /** In words. */
    static String name(char ingredient) {
        return Recipe.isSlot(ingredient) ? String.valueOf(ingredient) : Text.of("mean {0}", String.valueOf(ingredient));
    }

    List<Source> sources() {
        List<Source> sources = new ArrayList<>();
        for (End end : ends) {
            sources.add(end.source());
        }
        return sources;
    }

    /** Whether a pen moves. */
    boolean isBusy() {
        for (End end : ends) {
            if (end.pad().isBusy()) {
                return true;
            }
        }
        return false;
    }

    void show() {
        for (End end : ends) {
            end.show();
        }
    }
}
