package latentlab.server.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import latentlab.server.results.ResultFile;
import latentlab.server.results.StudyLibrary;

/** {@code /api/v1/studies}: what the studies found, published figures beside ours. */
final class StudiesApi {
    private static final Set<String> FORMATS = Set.of("json", "csv", "latex");

    private final StudyLibrary studies;
    private final RecentContents contents = RecentContents.inMemory(32);

    StudiesApi(StudyLibrary studies) {
        this.studies = studies;
    }

    /** The studies with the presets that there are results of. */
    void list(Context ctx) throws IOException {
        List<Found> all = new ArrayList<>();
        StringBuilder key = new StringBuilder("list");
        for (String name : StudyLibrary.NAMES) {
            List<String> presets = studies.presets(name);
            ResultFile json = presets.isEmpty()
                    ? null
                    : studies.find(name, presets.get(0)).orElseThrow();
            all.add(new Found(name, presets, json));
            key.append(presets).append(json == null ? "" : json.version());
        }
        contents.get(
                        key.toString(),
                        () -> new Content(
                                Json.TYPE,
                                Json.write(all.stream().map(Found::summary).toList())))
                .send(ctx, Content.REVALIDATE);
    }

    /** @param json results of the first preset; null when there are none */
    private record Found(String study, List<String> presets, ResultFile json) {
        Map<String, Object> summary() {
            Map<String, Object> summary = new LinkedHashMap<>();
            summary.put("study", study);
            summary.put("presets", presets);
            if (json != null) {
                JsonNode results = Json.read(json.bytes());
                summary.put("title", results.path("title"));
                summary.put("made", results.path("made"));
                summary.put("tables", results.path("tables").findValues("name"));
            }
            return summary;
        }
    }

    /** One study's results as JSON, or one of its tables as CSV or for LaTeX. */
    void one(Context ctx) throws IOException {
        String format = query(ctx, "format", "json");
        if (!FORMATS.contains(format)) {
            throw new BadRequestResponse("format must be json, csv or latex.");
        }
        if (!format.equals("json")) {
            sendTable(ctx, query(ctx, "table", ""), format);
            return;
        }
        ResultFile json = results(ctx);
        contents.get(json.version(), () -> new Content(Json.TYPE, json.bytes())).send(ctx, Content.REVALIDATE);
    }

    /** One of its tables as CSV. */
    void csv(Context ctx) throws IOException {
        sendTable(ctx, ctx.pathParam("table"), "csv");
    }

    /** One of its tables for LaTeX. */
    void latex(Context ctx) throws IOException {
        sendTable(ctx, ctx.pathParam("table"), "latex");
    }

    private void sendTable(Context ctx, String name, String format) throws IOException {
        ResultFile json = results(ctx);
        Content content = contents.get(
                json.version() + " " + format + " " + name,
                () -> format.equals("csv")
                        ? new Content(Csv.TYPE, Csv.write(table(ctx, json.bytes(), name)))
                        : new Content(Latex.TYPE, Latex.write(table(ctx, json.bytes(), name))));
        content.send(ctx, Content.REVALIDATE);
    }

    /** The classifier that reads the frames of the interpolation study. */
    void classifier(Context ctx) throws IOException {
        JsonNode results = Json.read(results(ctx).bytes());
        ResultFile file = results.path("figures").has("classifier")
                ? studies.reader(results.at("/runs/0/dataset").asText()).orElse(null)
                : null;
        if (file == null) {
            throw new NotFoundResponse("This study has no classifier.");
        }
        contents.get(file.version(), () -> new Content("application/octet-stream", file.bytes()))
                .send(ctx, Content.REVALIDATE);
    }

    /** The results of the study and the preset that are asked for, the latter by the path or the query. */
    private ResultFile results(Context ctx) throws IOException {
        String name = ctx.pathParam("name");
        if (!StudyLibrary.NAMES.contains(name)) {
            throw new NotFoundResponse("There is no such study.");
        }
        List<String> presets = studies.presets(name);
        String preset = ctx.pathParamMap().containsKey("preset")
                ? ctx.pathParam("preset")
                : query(ctx, "preset", presets.isEmpty() ? "default" : presets.get(0));
        if (!StudyLibrary.PRESETS.contains(preset)) {
            throw wrong(ctx, "preset must be one of " + String.join(", ", StudyLibrary.PRESETS) + ".");
        }
        return studies.find(name, preset)
                .orElseThrow(() -> new NotFoundResponse(
                        "This study has no results yet: run 'study run --preset " + preset + "'."));
    }

    private static JsonNode table(Context ctx, byte[] json, String name) {
        JsonNode tables = Json.read(json).path("tables");
        for (JsonNode table : tables) {
            if (name.isEmpty() || table.path("name").asText().equals(name)) {
                return table;
            }
        }
        throw wrong(
                ctx, "There is no such table; there is " + String.join(", ", tables.findValuesAsText("name")) + ".");
    }

    /** What is wrong with a query is the request's fault; what is wrong with a path is not there. */
    private static HttpResponseException wrong(Context ctx, String what) {
        return ctx.pathParamMap().containsKey("preset") ? new NotFoundResponse(what) : new BadRequestResponse(what);
    }

    private static String query(Context ctx, String name, String otherwise) {
        List<String> values = ctx.queryParams(name);
        if (values.size() > 1) {
            throw new BadRequestResponse(name + " is there twice.");
        }
        return values.isEmpty() ? otherwise : values.get(0);
    }
}
