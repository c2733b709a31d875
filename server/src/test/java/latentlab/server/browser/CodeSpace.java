package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.RequestOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The codes as the server has them, to compare the pages with. */
final class CodeSpace {
    private static final String NETWORK = "const post = async (what, body) => (await (await fetch("
            + "`api/v1/models/${document.getElementById('model').value}/${what}`, {method: 'POST',"
            + " headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)})).json());";

    private CodeSpace() {}

    /** The page, still, with all its pictures. */
    static Visit open(Site site, String path) {
        return open(site, path, Visit.laptop());
    }

    static Visit open(Site site, String path, Browser.NewContextOptions options) {
        Visit visit = new Visit(site, path, options.setReducedMotion(ReducedMotion.REDUCE));
        shown(visit);
        return visit;
    }

    /** Waits for the codes and what is made of them. */
    static void shown(Visit visit) {
        visit.page()
                .waitForFunction(
                        "() => performance.getEntriesByName('map-shown').length > 0"
                                + " || performance.getEntriesByName('mix-shown').length > 0",
                        null,
                        Site.LONG);
        visit.frame();
    }

    /** Lets the pages have only the first of the test images' codes, with which everything is fast. */
    static void firstOnly(Visit visit, int count, int d) {
        visit.page().route("**/codes", route -> {
            byte[] all = route.fetch(new Route.FetchOptions().setTimeout(Site.LONG.timeout))
                    .body();
            int n = all.length / (4 * d + 1);
            byte[] some = new byte[count * (4 * d + 1)];
            System.arraycopy(all, 0, some, 0, 4 * d * count);
            System.arraycopy(all, 4 * d * n, some, 4 * d * count, count);
            route.fulfill(new Route.FulfillOptions()
                    .setContentType("application/octet-stream")
                    .setBodyBytes(some));
        });
    }

    /** Codes (n,d) and labels (n) of the first test images. */
    record Codes(float[] codes, byte[] labels, int d) {
        float[] code(int index) {
            return Arrays.copyOfRange(codes, index * d, (index + 1) * d);
        }
    }

    /** The default model's codes. */
    static Codes codes(Visit visit, int count, int d) {
        byte[] all = visit.context()
                .request()
                .get(
                        visit.site().url("api/v1/models/mnist-c32-d15-s0/codes"),
                        RequestOptions.create()
                                .setHeader("Accept", "application/octet-stream")
                                .setTimeout(Site.LONG.timeout))
                .body();
        int n = all.length / (4 * d + 1);
        float[] codes = new float[count * d];
        ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(codes);
        return new Codes(codes, Arrays.copyOfRange(all, 4 * d * n, 4 * d * n + count), d);
    }

    /** The code that the server gives to the picture on a canvas. */
    static float[] encode(Visit visit, String canvas) {
        Object code = visit.page()
                .locator(canvas)
                .evaluate(
                        "async canvas => {" + NETWORK
                                + " const data = canvas.getContext('2d').getImageData(0, 0, 28, 28).data;"
                                + " return (await post('encode', {pixels: Array.from({length: 784}, (_, i) => data[4 * i] / 255)})).code; }");
        return floats(code);
    }

    /** The picture, 0 to 255, that the server makes of a code. */
    static int[] decode(Visit visit, float[] code) {
        List<Double> numbers = new ArrayList<>();
        for (float number : code) {
            numbers.add((double) number);
        }
        Object pixels = visit.page()
                .evaluate(
                        "async code => {" + NETWORK
                                + " return (await post('decode', {code})).pixels.map(v => Math.floor(255 * v + 0.5)); }",
                        numbers);
        return ((List<?>) pixels)
                .stream().mapToInt(value -> ((Number) value).intValue()).toArray();
    }

    private static float[] floats(Object list) {
        List<?> numbers = (List<?>) list;
        float[] floats = new float[numbers.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = ((Number) numbers.get(i)).floatValue();
        }
        return floats;
    }

    /** The pages' weights are rounded to 16 bits, which may change a pixel by a few levels. */
    static void assertShows(Visit visit, String canvas, int[] expected) {
        int[] shown = visit.grey(canvas);
        for (int i = 0; i < 784; i++) {
            assertThat(shown[i]).as(canvas + ", pixel " + i).isBetween(expected[i] - 4, expected[i] + 4);
        }
    }

    /** Waits until a number in the page's address has come to a value; numbers of one key stand between dots. */
    static void assertComesTo(Visit visit, String key, int place, double value, double tolerance) {
        visit.page()
                .waitForFunction(
                        "([key, place, value, tolerance]) => {"
                                + " const text = new URLSearchParams(location.hash.slice(1)).get(key);"
                                + " return text && Math.abs(Number(text.split('.')[place]) - value) <= tolerance; }",
                        List.of(key, place, value, tolerance));
    }

    /** Waits until the page's address has followed. */
    static String hash(Visit visit, String contains) {
        visit.page().waitForFunction("part => location.hash.includes(part)", contains);
        return (String) visit.page().evaluate("location.hash");
    }
}
