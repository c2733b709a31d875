package latentlab.server.web;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.NotFoundResponse;
import java.util.concurrent.Executor;
import latentlab.image.DigitImage;
import latentlab.server.dataset.Dataset;
import latentlab.server.dataset.LabelledImages;
import latentlab.server.models.Inference;
import latentlab.server.models.Model;

/**
 * {@code /api/v1/models/{id}/reference}: what the first test images become on the server, to compare a device's own
 * results with. Computed when first asked for, and kept for a while.
 */
final class ReferenceApi {
    private static final int IMAGES = 4;
    /** Of the point between an image's code and the next one's, which is 1 − α of the way to the next. */
    private static final float ALPHA = 0.3f;

    private final ModelsApi models;
    private final TestSets testSets;
    private final SlowContents references;

    ReferenceApi(ModelsApi models, TestSets testSets, Executor makers) {
        this.models = models;
        this.testSets = testSets;
        references = new SlowContents(makers, RecentContents.inMemory(64));
    }

    /** A model's reference. */
    void one(Context ctx) {
        Model model = models.find(ctx);
        references.send(ctx, model.edition(), () -> compute(model), Header.ACCEPT_ENCODING);
    }

    private Content compute(Model model) {
        // any digits will do for a model of other pictures, as long as they stay the same
        String own = model.description().dataset();
        String dataset = testSets.find(own).isPresent() ? own : Dataset.MNIST;
        LabelledImages images = testSets.find(dataset)
                .orElseThrow(() -> new NotFoundResponse("There are no test images to compute a reference of."));
        NumberWriter json =
                new NumberWriter().raw("{\"dataset\":\"" + dataset + "\",\"alpha\":" + ALPHA + ",\"images\":");
        model.inference().with(pair -> write(json, pair, images));
        return new Content(Json.TYPE, json.raw("}").toBytes());
    }

    private static NumberWriter write(NumberWriter json, Inference.Pair pair, LabelledImages images) {
        int count = Math.min(IMAGES, images.size());
        float[][] pixels = new float[count][];
        float[][] codes = new float[count][];
        for (int i = 0; i < count; i++) {
            pixels[i] =
                    DigitImage.ofBytes(images.pixels(), i * DigitImage.PIXELS).pixels();
            codes[i] = pair.encoder().encode(pixels[i]);
        }
        json.raw("[");
        for (int i = 0; i < count; i++) {
            float[] between = new float[codes[i].length];
            for (int k = 0; k < between.length; k++) {
                between[k] = ALPHA * codes[i][k] + (1 - ALPHA) * codes[(i + 1) % count][k];
            }
            json.raw(i == 0 ? "{" : ",{").raw("\"index\":" + i + ",\"label\":" + images.label(i));
            json.raw(",\"pixels\":").fractions(pixels[i]);
            json.raw(",\"code\":").exactly(codes[i]);
            json.raw(",\"decoded\":").fractions(pair.decoder().decode(codes[i]));
            json.raw(",\"between\":").fractions(pair.decoder().decode(between)).raw("}");
        }
        return json.raw("]");
    }
}
