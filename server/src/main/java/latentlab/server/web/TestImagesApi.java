package latentlab.server.web;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.NotAcceptableResponse;
import io.javalin.http.NotFoundResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import latentlab.server.dataset.LabelledImages;

/** {@code /api/v1/datasets/{name}/test}: the images that no model has been trained on. */
final class TestImagesApi {
    private static final int PIXELS = LabelledImages.PIXELS;
    private static final String PACKED = "application/octet-stream";
    private static final String KEPT = "public, max-age=86400"; // seconds
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    /** A pixel's value as JSON, by its byte. */
    private static final byte[][] VALUES = IntStream.range(0, 256)
            .mapToObj(value -> (value % 255 == 0 ? String.valueOf(value / 255) : Float.toString(value / 255f))
                    .getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);

    /** Images of one of the files that pages fetch. */
    private static final int HUNDRED = 100;

    private final TestSets sets;
    private final RecentContents hundreds = RecentContents.inMemory(64);

    TestImagesApi(TestSets sets) {
        this.sets = sets;
    }

    /** One image. */
    void one(Context ctx) {
        LabelledImages set = find(ctx);
        int index = number("index", ctx.pathParam("index"));
        if (index >= set.size()) {
            throw new NotFoundResponse("There are " + set.size() + " test images, counted from 0.");
        }
        if (packed(ctx)) {
            send(ctx, PACKED, Pieces.ofPermanent(set.pixels(), index * PIXELS, PIXELS));
        } else {
            send(ctx, Json.TYPE, Pieces.of(image(new NumberWriter(), set, index).toBytes()));
        }
    }

    /** {@code count} images starting with number {@code from}; packed they follow each other without a gap. */
    void range(Context ctx) {
        LabelledImages set = find(ctx);
        // Javalin leaves out what it can't decode, as if it had not been there
        if (ctx.queryString() != null
                && BROKEN_ESCAPE.matcher(ctx.queryString()).find()) {
            throw new BadRequestResponse("The query has a % that no two hexadecimal digits follow.");
        }
        int from = query(ctx, "from", 0);
        int count = query(ctx, "count", 100);
        if (count < 1 || (long) from + count > set.size()) {
            throw new BadRequestResponse("There are " + set.size()
                    + " test images: count must be at least 1 and from + count at most that.");
        }
        if (packed(ctx)) {
            send(ctx, PACKED, Pieces.ofPermanent(set.pixels(), from * PIXELS, count * PIXELS));
        } else {
            send(ctx, Json.TYPE, new ImageList(set, from, from + count));
        }
    }

    /** Images as JSON; all of them are 30 MB, which is too much to keep for a reader who is slow. */
    private static final class ImageList implements Pieces {
        private static final int AT_ONCE = 10;

        private final LabelledImages set;
        private final int from;
        private final int end;
        private int next;

        ImageList(LabelledImages set, int from, int end) {
            this.set = set;
            this.from = from;
            this.end = end;
            next = from;
        }

        @Override
        public long length() {
            return -1;
        }

        @Override
        public byte[] kept() {
            return null;
        }

        @Override
        public boolean hasNext() {
            return next < end;
        }

        @Override
        public ByteBuffer next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            NumberWriter json = new NumberWriter();
            for (int i = 0; i < AT_ONCE && next < end; i++) {
                image(json.raw(next == from ? "[" : ","), set, next++);
            }
            return ByteBuffer.wrap((next < end ? json : json.raw("]")).toBytes());
        }
    }

    /**
     * The images from number 100·{hundred} on, at most a hundred, as pages take them: 784 bytes for each, then a byte for
     * each with its label. As few files as many images can be, where a copy of the site consists of files.
     */
    void hundred(Context ctx) {
        LabelledImages set = find(ctx);
        int hundred = number("hundred", ctx.pathParam("hundred"));
        if ((long) hundred * HUNDRED >= set.size()) {
            throw new NotFoundResponse("There are " + set.size() + " test images.");
        }
        int from = hundred * HUNDRED;
        int count = Math.min(HUNDRED, set.size() - from);
        hundreds.get(ctx.pathParam("name") + "/" + hundred, () -> {
                    byte[] all = Arrays.copyOf(pixels(set, from, count), count * PIXELS + count);
                    for (int i = 0; i < count; i++) {
                        all[count * PIXELS + i] = (byte) set.label(from + i);
                    }
                    return new Content(PACKED, all);
                })
                .send(ctx, KEPT);
    }

    private static NumberWriter image(NumberWriter json, LabelledImages set, int index) {
        json.raw("{\"index\":" + index + ",\"label\":" + set.label(index) + ",\"pixels\":[");
        for (int i = 0; i < PIXELS; i++) {
            json.raw(i == 0 ? "" : ",").raw(VALUES[set.pixels()[index * PIXELS + i] & 0xff]);
        }
        return json.raw("]}");
    }

    private static byte[] pixels(LabelledImages set, int from, int count) {
        return Arrays.copyOfRange(set.pixels(), from * PIXELS, (from + count) * PIXELS);
    }

    private LabelledImages find(Context ctx) {
        return sets.find(ctx.pathParam("name")).orElseThrow(() -> new NotFoundResponse("There is no such data set."));
    }

    private static boolean packed(Context ctx) {
        String type = Accept.best(ctx.header(Header.ACCEPT), Json.TYPE, PACKED);
        if (type == null) {
            throw new NotAcceptableResponse("Test images come as application/json or application/octet-stream.");
        }
        return type.equals(PACKED);
    }

    private static int query(Context ctx, String name, int otherwise) {
        List<String> texts = ctx.queryParams(name);
        if (texts.size() > 1) {
            throw new BadRequestResponse(name + " is there twice.");
        }
        return texts.isEmpty() ? otherwise : number(name, texts.get(0));
    }

    private static int number(String name, String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new BadRequestResponse(name + " must be a whole number, 0 or more.");
        }
        return Integer.parseInt(text);
    }

    private static void send(Context ctx, String type, Pieces body) {
        ctx.header(Header.CACHE_CONTROL, KEPT).header(Header.VARY, Header.ACCEPT);
        ctx.contentType(type);
        PatientAnswers.send(ctx, body);
    }
}
