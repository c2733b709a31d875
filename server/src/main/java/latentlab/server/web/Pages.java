package latentlab.server.web;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormatSymbols;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import latentlab.server.export.ModelFile;
import latentlab.server.models.Model;
import latentlab.server.models.ModelDescription;
import latentlab.server.models.ModelLibrary;
import latentlab.server.results.StudyLibrary;
import latentlab.server.runs.Run;
import latentlab.server.web.language.Language;
import latentlab.server.web.language.Templates;
import org.thymeleaf.TemplateEngine;

/**
 * The pages, {@code templates/NAME.html} over one layout. A page holds nothing about its reader, so most are rendered once
 * and sent as files are; those about runs are rendered each time, those about studies when their results are others. Templates see {@code page} (the name), {@code root} (the way from the page to the first page in
 * its language, {@code ./} or {@code ../}…, so that the site works under any path), {@code site} (likewise to the site's root,
 * below which the files and the API are), {@code language} and {@code others} (the same page in other languages), {@code models} (descriptions of those that are offered),
 * {@code asset}, which is called as {@code asset.apply('css/site.css')} and gives a versioned address, {@code text},
 * which gives such a file's text, {@code files}, which lists a model's files by the model's id, {@code named}, which gives a model's name in the page's
 * language, {@code written}, which gives a number as that language writes it, and {@code asFiles}, which
 * says that the page is for a copy of the site that consists of files, where nobody starts runs.
 */
final class Pages {
    /** The pages about theory, {@code templates/learn/NAME.html}, in the order in which they lead to each other. */
    static final List<String> TOPICS =
            List.of("autoencoder", "affine-maps", "stopping", "stationary-points", "angles", "chain-rule");

    private static final String HTML = "text/html; charset=utf-8";

    private final Map<Language, TemplateEngine> engines =
            Language.ALL.stream().collect(Collectors.toMap(language -> language, Templates::in));
    private final Assets assets;
    private final ModelLibrary models;
    private final RunList runs;
    private final StudyLibrary results;
    private final StudyPages studies;
    private final boolean asFiles;
    private final RecentContents recent = RecentContents.inMemory(32);
    private final RecentContents rendered = RecentContents.inMemory(32);
    private volatile Offered offered;

    /** @param asFiles whether they are for a copy of the site that consists of files */
    Pages(Assets assets, ModelLibrary models, RunList runs, StudyLibrary results, boolean asFiles) {
        this.assets = assets;
        this.models = models;
        this.runs = runs;
        this.results = results;
        this.asFiles = asFiles;
        studies = new StudyPages(results);
    }

    /** Answers with a page. */
    Handler page(String name) {
        return ctx -> rendered(name, place(ctx)).send(ctx, Content.REVALIDATE);
    }

    /** The table of all runs as they stand now. */
    void runs(Context ctx) {
        send(ctx, "runs", RunWords.with(Map.of("runs", runs.all()), place(ctx).language()));
    }

    /** One run as it stands now. */
    void run(Context ctx) {
        String id = ctx.pathParam("id");
        Run run = runs.find(id).orElseThrow(() -> new NotFoundResponse(Language.text("There is no such run.")));
        Map<String, Object> words = Map.of(
                "run",
                run,
                "metrics",
                runs.metrics(id, 0),
                "hasModel",
                models.find(id).isPresent());
        send(ctx, "run", RunWords.with(words, place(ctx).language()));
    }

    /** All studies, each with what it found. */
    void studies(Context ctx) throws IOException {
        List<StudyPages.Shown> all = studies.all();
        String key = all.stream().map(StudyPages.Shown::key).collect(Collectors.joining());
        sendRecent(
                ctx,
                "studies",
                key,
                () -> Map.of(
                        "studies",
                        all.stream()
                                .map(shown -> shown.words(place(ctx).language()))
                                .toList()));
    }

    /** Answers with a page that knows the models whose codes classifiers can read. */
    Handler withClassifiers(String name) {
        return ctx -> {
            String classifiers = models.all().stream()
                    .map(Model::id)
                    .filter(results::hasClassifier)
                    .collect(Collectors.joining(" "));
            sendRecent(ctx, name, classifiers, () -> Map.of("classifiers", classifiers));
        };
    }

    /** One study, as {@code templates/NAME.html} shows it. */
    void study(Context ctx) throws IOException {
        String preset = ctx.pathParamMap().getOrDefault("preset", ctx.queryParam("preset"));
        StudyPages.Shown shown = studies.one(ctx.pathParam("name"), preset);
        sendRecent(ctx, shown.study(), shown.key(), () -> shown.words(place(ctx).language()));
    }

    /** Long pages, which are rendered again only when what they show is another. */
    private void sendRecent(Context ctx, String name, String key, Supplier<Map<String, Object>> words) {
        Place place = place(ctx);
        recent.get(
                        place.language().tag() + place.page() + models.version() + key,
                        () -> new Content(HTML, html(name, place, words.get()).getBytes(StandardCharsets.UTF_8)))
                .send(ctx, Content.REVALIDATE);
    }

    /** Models that belong together. */
    record Group(String dataset, int channels) {}

    /** The list of all models. */
    void models(Context ctx) {
        sendRecent(
                ctx,
                "models",
                "",
                () -> Map.of(
                        "groups",
                        models.all().stream()
                                .map(Model::description)
                                .collect(Collectors.groupingBy(
                                        model -> new Group(model.dataset(), model.channels()),
                                        LinkedHashMap::new,
                                        Collectors.toList()))));
    }

    /** One model with its files. */
    void model(Context ctx) {
        Model model = models.find(ctx.pathParam("id"))
                .orElseThrow(() -> new NotFoundResponse(Language.text("There is no such model.")));
        sendRecent(ctx, "model", model.id(), () -> Map.of("one", model.description()));
    }

    private void send(Context ctx, String name, Map<String, Object> words) {
        ctx.header(Header.CACHE_CONTROL, "no-store").contentType(HTML);
        PatientAnswers.send(ctx, html(name, place(ctx), words).getBytes(StandardCharsets.UTF_8));
    }

    /** Renders the first page, which takes much longer than all others. */
    void prepare() {
        rendered("draw", Place.of("/", asFiles));
    }

    /** Answers with a page that says what is wrong. */
    void sendProblem(Problem problem, Context ctx) {
        Language language = place(ctx).language();
        Map<String, Object> words = Map.of(
                "heading",
                language.page("error", heading(problem.status())),
                "explanation",
                language.page("error", problem.detail()),
                "inEnglish",
                !language.has(problem.detail()));
        ctx.status(problem.status()).header(Header.CACHE_CONTROL, "no-store").contentType(HTML);
        PatientAnswers.send(ctx, html("error", place(ctx), words).getBytes(StandardCharsets.UTF_8));
    }

    private static String heading(int status) {
        return switch (status) {
            case 404 -> Language.text("There is nothing at this address");
            case 405 -> Language.text("This can only be read");
            case 503 -> Language.text("Not yet");
            default -> status < 500 ? Language.text("This does not work") : Language.text("Something broke");
        };
    }

    private Content rendered(String name, Place place) {
        return rendered.get(place.language().tag() + place.page() + "/" + models.version(), () -> render(name, place));
    }

    private Content render(String name, Place place) {
        return new Content(HTML, html(name, place, Map.of()).getBytes(StandardCharsets.UTF_8));
    }

    private String html(String name, Place place, Map<String, Object> more) {
        Language language = place.language();
        var context = new org.thymeleaf.context.Context(language.locale(), more);
        context.setVariable("page", name);
        context.setVariable("root", place.root());
        context.setVariable("site", place.site());
        context.setVariable("language", language.tag());
        context.setVariable("others", others(name, place));
        context.setVariable("policy", asFiles ? SecurityHeaders.policyInPage() : null);
        context.setVariable("asFiles", asFiles);
        context.setVariable("asset", (UnaryOperator<String>) path -> place.site() + assets.versioned(path));
        context.setVariable("text", (UnaryOperator<String>) assets::text);
        context.setVariable("files", (Function<String, List<FileSize>>) this::files);
        context.setVariable("models", offered());
        context.setVariable("named", (UnaryOperator<String>) language::modelName);
        context.setVariable("written", (Function<Object, String>) number -> String.valueOf(number)
                .replace(
                        '.', DecimalFormatSymbols.getInstance(language.locale()).getDecimalSeparator()));
        return engines.get(language).process(name, context);
    }

    /**
     * What is offered wherever a model is chosen: the main ones and the operator's own. The study has many more, which
     * its pages and the list of all models lead to.
     */
    private List<ModelDescription> offered() {
        int version = models.version();
        Offered known = offered;
        if (known == null || known.version() != version) {
            Set<String> others = studies.ownModels();
            known = new Offered(
                    version,
                    models.offered().stream()
                            .map(Model::description)
                            .filter(model -> ModelLibrary.MAIN.contains(model.id()) || !others.contains(model.id()))
                            .toList());
            offered = known;
        }
        return known.models();
    }

    private record Offered(int version, List<ModelDescription> models) {}

    /** A file to download, with its size. */
    record FileSize(String name, int bytes) {}

    private List<FileSize> files(String id) {
        Model model = models.find(id).orElseThrow();
        return Arrays.stream(ModelFile.values())
                .map(file -> new FileSize(file.fileName(), model.file(file).length))
                .toList();
    }

    private Place place(Context ctx) {
        return Place.of(ctx.path(), asFiles);
    }

    /** A page in another language. */
    record Other(String tag, String name, String href) {}

    /** The same page in the other languages; where there is none, their first. */
    private static List<Other> others(String page, Place place) {
        return Language.ALL.stream()
                .filter(language -> language != place.language())
                .map(language -> new Other(
                        language.tag(),
                        language.name(),
                        page.equals("error") ? place.firstPage(language) : place.in(language)))
                .toList();
    }
}
