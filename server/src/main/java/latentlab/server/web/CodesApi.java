package latentlab.server.web;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.NotAcceptableResponse;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import latentlab.server.dataset.LabelledImages;
import latentlab.server.models.Model;
import latentlab.server.models.TestCodes;
import latentlab.server.results.ResultFile;
import latentlab.server.results.StudyLibrary;
import latentlab.statistics.CorrelationMatrix;
import latentlab.statistics.Whitening;

/** What a model makes of the test images: {@code /api/v1/models/{id}/codes}, {@code …/correlation} and the classifiers. */
final class CodesApi {
    private static final String PACKED = "application/octet-stream";

    private final ModelsApi models;
    private final TestSets testSets;
    private final TestCodes codes;
    private final StudyLibrary studies;
    private final SlowContents recent;
    private final SlowContents matrices;
    private final RecentContents classifiers = RecentContents.inMemory(64);

    CodesApi(ModelsApi models, TestSets testSets, TestCodes codes, StudyLibrary studies, Executor makers) {
        this.models = models;
        this.testSets = testSets;
        this.codes = codes;
        this.studies = studies;
        recent = new SlowContents(makers, RecentContents.inMemory(16));
        matrices = new SlowContents(makers, RecentContents.inMemory(32));
    }

    /**
     * The codes and labels of all test images. As JSON {@code {"images":n,"latentDim":d,"labels":[n],"codes":[[d],…]}};
     * packed n·d float32 numbers, lowest byte first, then n bytes with the labels.
     */
    void codes(Context ctx) {
        Model model = models.find(ctx);
        String type = Accept.best(ctx.header(Header.ACCEPT), Json.TYPE, PACKED);
        if (type == null) {
            throw new NotAcceptableResponse("Codes come as application/json or application/octet-stream.");
        }
        recent.send(
                ctx,
                model.edition() + " " + type,
                () -> new Content(type, type.equals(PACKED) ? packed(model) : json(model)),
                Header.ACCEPT + ", " + Header.ACCEPT_ENCODING);
    }

    private byte[] packed(Model model) {
        LabelledImages images = images(model);
        byte[] numbers = TestCodes.pack(codes.of(model, images));
        byte[] all = Arrays.copyOf(numbers, numbers.length + images.size());
        System.arraycopy(images.labels(), 0, all, numbers.length, images.size());
        return all;
    }

    private byte[] json(Model model) {
        LabelledImages images = images(model);
        int d = model.description().latentDim();
        float[] values = codes.of(model, images);
        NumberWriter json =
                new NumberWriter().raw("{\"images\":" + images.size() + ",\"latentDim\":" + d + ",\"labels\":[");
        for (int i = 0; i < images.size(); i++) {
            json.raw(i == 0 ? "" : ",").raw(Integer.toString(images.label(i)));
        }
        json.raw("],\"codes\":[");
        for (int i = 0; i < images.size(); i++) {
            json.raw(i == 0 ? "" : ",").exactly(Arrays.copyOfRange(values, i * d, (i + 1) * d));
        }
        return json.raw("]}").toBytes();
    }

    /**
     * Pearson's correlation of every two coordinates of the test images' codes, and the map that takes it away:
     * whitened = matrix·(code − mean), and code = mean + inverse·whitened.
     */
    void correlation(Context ctx) {
        Model model = models.find(ctx);
        matrices.send(ctx, model.edition(), () -> correlation(model), Header.ACCEPT_ENCODING);
    }

    private Content correlation(Model model) {
        LabelledImages images = images(model);
        int d = model.description().latentDim();
        float[] values = codes.of(model, images);
        CorrelationMatrix matrix = CorrelationMatrix.of(values, d);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("images", images.size());
        answer.put("matrix", matrix.values());
        answer.put("overall", matrix.overall());
        answer.put("whitening", Whitening.of(values, d));
        return new Content(Json.TYPE, Json.write(answer));
    }

    /** The classifiers that were trained on this model's codes. */
    void classifier(Context ctx) throws IOException {
        Model model = models.find(ctx);
        ResultFile file = studies.classifier(model.id())
                .orElseThrow(() -> new NotFoundResponse("No classifier was trained on this model."));
        classifiers.get(file.version(), () -> new Content(PACKED, file.bytes())).send(ctx, Content.REVALIDATE);
    }

    private LabelledImages images(Model model) {
        return testSets.find(model.description().dataset())
                .orElseThrow(() -> new NotFoundResponse("The test images of this model's data set are not here."));
    }
}
