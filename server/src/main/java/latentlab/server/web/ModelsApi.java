package latentlab.server.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.http.NotFoundResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import latentlab.server.export.ModelFile;
import latentlab.server.models.Model;
import latentlab.server.models.ModelLibrary;

/** {@code /api/v1/models}: what the models are, and their files. */
final class ModelsApi {
    /** Stand where files do. */
    private static final Set<String> COMPUTATIONS = Set.of("encode", "decode", "interpolate");

    private final ModelLibrary models;
    /** All of those that visitors ask for most, as there are half a gigabyte of them all. */
    private final RecentContents files = RecentContents.inMemory(8);

    private final RecentContents views = RecentContents.inMemory(64);

    ModelsApi(ModelLibrary models) {
        this.models = models;
    }

    /** One file of a model. */
    record FileEntry(String name, int bytes, String sha256) {}

    /** What a list of models has no need of. */
    private static final List<String> LONG_MEMBERS = List.of("history", "codeQuantiles", "errorQuantiles");

    void list(Context ctx) {
        views.get(
                        "/" + models.version(), // no model has such a name
                        () -> json(models.all().stream()
                                .map(model -> Json.<ObjectNode>tree(model.description())
                                        .remove(LONG_MEMBERS))
                                .toList()))
                .send(ctx, Content.REVALIDATE);
    }

    void one(Context ctx) {
        Model model = find(ctx);
        views.get(model.edition(), () -> json(view(model))).send(ctx, Content.REVALIDATE);
    }

    void file(Context ctx) {
        Model model = find(ctx);
        String name = ctx.pathParam("file");
        if (COMPUTATIONS.contains(name)) {
            throw new MethodNotAllowedResponse("", Map.of("availableMethods", "POST"));
        }
        ModelFile file = ModelFile.named(name).orElseThrow(() -> new NotFoundResponse("A model has no such file."));
        // weights stay as they are under their address; the kernel is new with each release
        content(model, file).send(ctx, file == ModelFile.KERNEL ? Content.REVALIDATE : Content.IMMUTABLE);
    }

    Model find(Context ctx) {
        return models.find(ctx.pathParam("id")).orElseThrow(() -> new NotFoundResponse("There is no such model."));
    }

    private Content content(Model model, ModelFile file) {
        return files.get(model.edition() + "/" + file.fileName(), () -> new Content(type(file), model.file(file)));
    }

    /** Browsers compile WebAssembly while it arrives only when it says what it is. */
    private static String type(ModelFile file) {
        return file == ModelFile.KERNEL ? "application/wasm" : "application/octet-stream";
    }

    /** A model's description together with its files. */
    private ObjectNode view(Model model) {
        List<FileEntry> entries = Arrays.stream(ModelFile.values())
                .map(file -> {
                    Content content = content(model, file);
                    return new FileEntry(file.fileName(), content.plain().length, content.sha256());
                })
                .toList();
        return Json.<ObjectNode>tree(model.description()).set("files", Json.tree(entries));
    }

    private static Content json(Object value) {
        return new Content(Json.TYPE, Json.write(value));
    }
}
