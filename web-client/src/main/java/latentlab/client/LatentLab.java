package latentlab.client;

import latentlab.client.kernel.FastestNetwork;
import latentlab.client.kernel.NetworkOptions;
import latentlab.client.kernel.Networks;
import org.teavm.jso.JSExport;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArrayReader;
import org.teavm.jso.core.JSPromise;

/** The public JavaScript API: {@code import {open} from '/js/latent-lab.js'}; importing has no effect of its own. */
public final class LatentLab {
    private static final Networks NETWORKS = new Networks(FastestNetwork::create);

    private static final String UNNAMED = "The ArrayBuffer";

    private LatentLab() {}

    /**
     * Opens a model.
     *
     * @param source  the address of a model on a Latent Lab server, as in {@code /api/v1/models/ID}; or an ArrayBuffer
     *                or a File with a safetensors file with PyTorch's names, or an array of such files which together
     *                have all tensors
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
            String[] names = names(Script.list(source));
            return Script.bytes(source)
                    .flatThen(files -> NETWORKS.read(names, files, chosen))
                    .then(network -> new Model(network, names[0].equals(UNNAMED) ? "" : names[0]));
        });
    }

    /** @throws IllegalArgumentException when one is no file, or there is none */
    private static String[] names(JSArrayReader<JSObject> files) {
        String[] names = new String[files.getLength()];
        for (int i = 0; i < names.length; i++) {
            JSObject file = files.get(i);
            if (Script.is(file, "Blob") || Script.is(file, "File")) {
                names[i] = Script.fileName(file);
            } else if (Script.is(file, "ArrayBuffer")) {
                names[i] = UNNAMED;
            } else {
                throw new IllegalArgumentException("open expects the address of a model, an ArrayBuffer or a File, not "
                        + Script.kindOf(file) + ".");
            }
        }
        if (names.length == 0) {
            throw new IllegalArgumentException("open expects at least one file, not an empty array.");
        }
        return names;
    }

    private static String lastSegment(String url) {
        int end = url.length();
        while (end > 0 && url.charAt(end - 1) == '/') {
            end--;
        }
        return url.substring(url.lastIndexOf('/', end - 1) + 1, end);
    }
}
