package latentlab.server.browser;

import java.util.List;

/** The network as the public JavaScript API gives it, to compare the pages with. */
final class Model {
    // The pages compute in plain Java; the other kernels' last bits may round a pixel the other way.
    private static final String OPEN = "const root = new URL(document.documentElement.dataset.root, document.baseURI);"
            + " const {open} = await import(new URL('js/latent-lab.js', root));"
            + " const model = await open("
            + "root + 'api/v1/models/' + document.getElementById('model').value, {kernel: 'java'});"
            + " const pixels = canvas => Float32Array.from(canvas.getContext('2d')"
            + ".getImageData(0, 0, 28, 28).data.filter((_, i) => i % 4 === 0)).map(v => v / 255);"
            + " const bytes = pixels => Array.from(pixels, v => Math.floor(255 * v + 0.5));";

    private Model() {}

    /** D(E(picture)) in 0…255, for what a canvas shows. */
    static int[] reconstruct(Visit visit, String canvas) {
        return evaluate(visit, canvas, "return bytes(model.decode(model.encode(pixels(canvas))));");
    }

    /** What a script returns that has {@code model}, and {@code pixels} of a canvas, to work with. */
    static double[] numbers(Visit visit, String canvas, String script) {
        Object result = visit.page().locator(canvas).evaluate("async canvas => {" + OPEN + script + "}");
        return ((List<?>) result)
                .stream().mapToDouble(value -> ((Number) value).doubleValue()).toArray();
    }

    private static int[] evaluate(Visit visit, String canvas, String script) {
        Object result = visit.page().locator(canvas).evaluate("async canvas => {" + OPEN + script + "}");
        return ((List<?>) result)
                .stream().mapToInt(value -> ((Number) value).intValue()).toArray();
    }
}
