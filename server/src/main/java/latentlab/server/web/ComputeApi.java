package latentlab.server.web;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.NotAcceptableResponse;
import latentlab.network.FoldedDecoder;
import latentlab.server.models.Model;
import latentlab.server.web.NumberLists.Member;

/** Encoding, decoding and interpolating on the server, for those who want no JavaScript. */
final class ComputeApi {
    private static final int PIXELS = 28 * 28;
    /** Far beyond any code that an encoder gives, and far from where float32 overflows. */
    private static final double LARGEST_CODE = 1e9;

    private static final NumberLists PICTURE = new NumberLists(new Member("pixels", PIXELS, PIXELS, 0, 1));
    private static final NumberLists PATH = new NumberLists(
            new Member("from", PIXELS, PIXELS, 0, 1),
            new Member("to", PIXELS, PIXELS, 0, 1),
            new Member("alphas", 1, 101, 0, 1));

    /** Frames of a path that together cost about as much as an encode. */
    private static final int FRAMES = 10;

    private final ModelsApi models;
    private final RateLimit computations;

    ComputeApi(ModelsApi models, RateLimit computations) {
        this.models = models;
        this.computations = computations;
    }

    /** {@code {"pixels":[784]}} → {@code {"code":[d]}}. */
    void encode(Context ctx) {
        Model model = model(ctx);
        float[] pixels = PICTURE.read(ctx)[0];
        float[] code = model.inference().with(pair -> pair.encoder().encode(pixels));
        answer(ctx, new NumberWriter().raw("{\"code\":").exactly(code).raw("}"));
    }

    /** {@code {"code":[d]}} → {@code {"pixels":[784]}}. */
    void decode(Context ctx) {
        Model model = model(ctx);
        int d = model.description().latentDim();
        float[] code = new NumberLists(new Member("code", d, d, -LARGEST_CODE, LARGEST_CODE)).read(ctx)[0];
        float[] pixels = model.inference().with(pair -> pair.decoder().decode(code));
        answer(ctx, new NumberWriter().raw("{\"pixels\":").fractions(pixels).raw("}"));
    }

    /**
     * {@code {"from":[784],"to":[784],"alphas":[…]}} → {@code {"frames":[{"alpha","pixels"}]}}, where a frame is
     * D(α·E(from) + (1−α)·E(to)): α = 1 is from.
     */
    void interpolate(Context ctx) {
        Model model = model(ctx);
        float[][] lists = PATH.read(ctx);
        float[] alphas = lists[2];
        computations.take(ctx, alphas.length / FRAMES);
        float[][] frames = model.inference().with(pair -> {
            FoldedDecoder decoder = pair.decoder();
            float[] from = new float[decoder.hiddenSize()];
            float[] to = new float[decoder.hiddenSize()];
            decoder.preActivate(pair.encoder().encode(lists[0]), from);
            decoder.preActivate(pair.encoder().encode(lists[1]), to);
            float[][] pictures = new float[alphas.length][PIXELS];
            for (int i = 0; i < alphas.length; i++) {
                decoder.mix(from, to, alphas[i], pictures[i]);
            }
            return pictures;
        });
        NumberWriter json = new NumberWriter().raw("{\"frames\":[");
        for (int i = 0; i < alphas.length; i++) {
            json.raw(i == 0 ? "{\"alpha\":" : ",{\"alpha\":").raw(Float.toString(alphas[i]));
            json.raw(",\"pixels\":").fractions(frames[i]).raw("}");
        }
        answer(ctx, json.raw("]}"));
    }

    private Model model(Context ctx) {
        computations.take(ctx, 1);
        Model model = models.find(ctx);
        if (Accept.best(ctx.header(Header.ACCEPT), Json.TYPE) == null) {
            throw new NotAcceptableResponse("The answer is JSON, which the Accept header rules out.");
        }
        return model;
    }

    private static void answer(Context ctx, NumberWriter json) {
        ctx.contentType(Json.TYPE).header(Header.CACHE_CONTROL, "no-store");
        PatientAnswers.send(ctx, json.toBytes());
    }
}
