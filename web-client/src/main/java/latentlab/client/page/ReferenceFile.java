package latentlab.client.page;

import latentlab.client.benchmark.Reference;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSArrayReader;
import org.teavm.jso.core.JSPromise;

/** A model's reference, as the server has it. */
final class ReferenceFile {
    private ReferenceFile() {}

    /** Rejected with a sentence. */
    static JSPromise<Reference> fetch(String url) {
        return get(url).then(ReferenceFile::read);
    }

    private static Reference read(Answer answer) {
        JSArrayReader<Image> images = answer.getImages();
        int n = images.getLength();
        float[][] pixels = new float[n][];
        float[][] codes = new float[n][];
        float[][] decoded = new float[n][];
        float[][] between = new float[n][];
        for (int i = 0; i < n; i++) {
            Image image = images.get(i);
            pixels[i] = image.getPixels();
            codes[i] = image.getCode();
            decoded[i] = image.getDecoded();
            between[i] = image.getBetween();
        }
        return new Reference(answer.getAlpha(), pixels, codes, decoded, between);
    }

    private interface Answer extends JSObject {
        @JSProperty
        float getAlpha();

        @JSProperty
        JSArrayReader<Image> getImages();
    }

    private interface Image extends JSObject {
        @JSProperty
        float[] getPixels();

        @JSProperty
        float[] getCode();

        @JSProperty
        float[] getDecoded();

        @JSProperty
        float[] getBetween();
    }

    @JSBody(
            params = "url",
            script =
                    "return fetch(url).then(function(r) {"
                            + " if (!r.ok) throw new Error(translated('{0} can’t be loaded: the server answered {1}.', url, r.status));"
                            + " return r.json(); },"
                            + " function() { throw new Error(translated('{0} can’t be loaded: the server can’t be reached.', url)); });")
    private static native JSPromise<Answer> get(String url);
}
