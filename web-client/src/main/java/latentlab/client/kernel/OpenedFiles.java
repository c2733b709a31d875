package latentlab.client.kernel;

import java.util.Arrays;
import java.util.function.Consumer;
import latentlab.network.Fold;
import latentlab.weights.Safetensors;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArrayReader;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.typedarrays.ArrayBuffer;

/** The weights files of a model that the visitor has opened, which this browser keeps: one, or an encoder's and a decoder's. */
public final class OpenedFiles {
    /** Begins the ids of such models. */
    private static final String FILE = "/file-";

    private final String name;
    private final JSArrayReader<ArrayBuffer> contents;
    private final Safetensors weights;

    private OpenedFiles(String name, JSArrayReader<ArrayBuffer> contents) {
        this.name = name;
        this.contents = contents;
        Safetensors all = WeightsFile.read(name, contents.get(0));
        for (int i = 1; i < contents.getLength(); i++) {
            all = ServedWeights.merge(all, WeightsFile.read(name, contents.get(i)));
        }
        weights = all;
    }

    /** Whether a model's address is that of such a one. */
    public static boolean areAt(String url) {
        return url.contains(FILE);
    }

    /**
     * Reads them.
     *
     * @param url    of the model
     * @param read   called with them; what it throws has failed, too
     * @param failed called with a sentence when they are not on this device
     */
    public static void read(String url, Consumer<OpenedFiles> read, Consumer<String> failed) {
        fetch(
                url,
                (name, contents) -> {
                    try {
                        read.accept(new OpenedFiles(name, contents));
                    } catch (RuntimeException e) {
                        failed.accept(e.getMessage());
                    }
                },
                failed::accept);
    }

    /** As the visitor knows them. */
    public String name() {
        return name;
    }

    /** All tensors. */
    public Safetensors weights() {
        return weights;
    }

    /** Whether they have the decoder's layers one by one; else only folded, from which nobody can tell them apart. */
    public boolean haveLayers() {
        return weights.tensors().containsKey("decoder.fc.weight");
    }

    /** The folded decoder's tensors. */
    public Safetensors folded() {
        return haveLayers() ? Fold.fold(weights) : weights;
    }

    /** A network with their weights. */
    public JSPromise<Network> network(Networks networks, NetworkOptions options) {
        String[] names = new String[contents.getLength()];
        Arrays.fill(names, name);
        return networks.read(names, contents, options);
    }

    /** The files' contents. */
    @JSFunctor
    private interface Read extends JSObject {
        void accept(String name, JSArrayReader<ArrayBuffer> contents);
    }

    /** Why not. */
    @JSFunctor
    private interface Failed extends JSObject {
        void accept(String reason);
    }

    /** By a function that the page's first script provides, as it knows where the modules lie. */
    @JSBody(
            params = {"url", "read", "failed"},
            script = "load('own').then(function(own) { return own.contents(url); })"
                    + ".then(function(one) { read(one.name, one.contents); },"
                    + " function(problem) { failed(problem.message); });")
    private static native void fetch(String url, Read read, Failed failed);
}
