package latentlab.client;

import latentlab.client.kernel.FastestNetwork;
import latentlab.client.kernel.NetworkOptions;
import latentlab.client.kernel.Networks;
import org.teavm.jso.JSExport;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.typedarrays.ArrayBuffer;

/** The public JavaScript API: {@code import {open} from '/js/latent-lab.js'}; importing has no effect of its own. */
public final class LatentLab {
    private static final Networks NETWORKS = new Networks(FastestNetwork::create);

    private LatentLab() {}

    /**
     * Opens a model.
     *
     * @param source  the address of a model on a Latent Lab server, as in {@code /api/v1/models/ID}; or an ArrayBuffer
     *                or a File with a safetensors file with PyTorch's names
     * @param options optional, see {@link OptionReader}
     * @return a promise of a {@link Model}, rejected with an Error that says what was wrong
     */
    @JSExport
    public static JSPromise<Model> open(JSObject source, JSObject options) {
        return Script.promise(() -> {
            NetworkOptions chosen = OptionReader.read(options);
            if (Script.isAddress(source)) {
                String url = Script.text(source);
                return NETWORKS.fetch(url, chosen).then(network -> new Model(network, lastSegment(url)));
            }
            if (Script.is(source, "Blob") || Script.is(source, "File")) {
                String name = Script.fileName(source);
                return Script.bytes(source)
                        .flatThen(file -> NETWORKS.read(name, file, chosen))
                        .then(network -> new Model(network, name));
            }
            if (Script.is(source, "ArrayBuffer")) {
                return NETWORKS.read("The ArrayBuffer", (ArrayBuffer) source, chosen)
                        .then(network -> new Model(network, ""));
            }
            throw new IllegalArgumentException("open expects the address of a model, an ArrayBuffer or a File, not "
                    + Script.kindOf(source) + ".");
        });
    }

    private static String lastSegment(String url) {
        int end = url.length();
        while (end > 0 && url.charAt(end - 1) == '/') {
            end--;
        }
        return url.substring(url.lastIndexOf('/', end - 1) + 1, end);
    }
}
