package latentlab.server.web;

import static io.javalin.apibuilder.ApiBuilder.delete;
import static io.javalin.apibuilder.ApiBuilder.get;
import static io.javalin.apibuilder.ApiBuilder.head;
import static io.javalin.apibuilder.ApiBuilder.path;
import static io.javalin.apibuilder.ApiBuilder.post;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import latentlab.server.dataset.LabelledImages;
import latentlab.server.jobs.BackgroundRuns;
import latentlab.server.models.ModelLibrary;
import latentlab.server.models.TestCodes;
import latentlab.server.results.StudyLibrary;
import latentlab.server.web.language.Language;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.util.component.LifeCycle;

/** The web application: every route in one place. */
public final class LatentLabApp {
    private LatentLabApp() {}

    /**
     * An application that is not started yet.
     *
     * @param readers of test images by the data sets' names, each called when first asked for
     * @param runs    opened when the application is ready; not closed by it
     * @param token   of who may start and cancel runs
     */
    public static Javalin create(
            ModelLibrary models,
            Map<String, Supplier<LabelledImages>> readers,
            StudyLibrary studyResults,
            TestCodes testCodes,
            BackgroundRuns runs,
            AdminToken token,
            Hosting hosting) {
        return create(models, readers, studyResults, testCodes, runs, token, hosting, false);
    }

    /** @param asFiles whether it is to answer what a copy of the site has that consists of files */
    static Javalin create(
            ModelLibrary models,
            Map<String, Supplier<LabelledImages>> readers,
            StudyLibrary studyResults,
            TestCodes testCodes,
            BackgroundRuns runs,
            AdminToken token,
            Hosting hosting,
            boolean asFiles) {
        Clients clients = new Clients(hosting.proxies());
        RateLimit computations = new RateLimit(
                clients,
                hosting.computations(),
                "Too much was computed for this address; the page computes by itself, without the server.");
        RateLimit starts = new RateLimit(clients, hosting.starts(), "Too many runs were started.");
        RateLimit wrongTokens = new RateLimit(clients, hosting.wrongTokens(), "Too many wrong tokens were sent.");
        TestSets testSets = new TestSets(readers);
        Assets assets = new Assets();
        RunList runList = new RunList(runs, models);
        Pages pages = new Pages(assets, models, runList, studyResults, asFiles);
        // the first page takes about as long to render as the rest of the start, so it is done beside it
        CompletableFuture<Void> prepared = CompletableFuture.runAsync(pages::prepare);
        RunsApi runsApi = new RunsApi(runList, runs, new Administrator(token, wrongTokens), starts);
        RunEvents events = new RunEvents(runList, models, clients, RunEvents.MOST_OF_AN_ADDRESS);
        ModelsApi modelsApi = new ModelsApi(models);
        ComputeApi compute = new ComputeApi(modelsApi, computations);
        TestImagesApi testImages = new TestImagesApi(testSets);
        Executor makers = SlowContents.makers();
        ReferenceApi reference = new ReferenceApi(modelsApi, testSets, makers);
        CodesApi codes = new CodesApi(modelsApi, testSets, testCodes, studyResults, makers);
        StudiesApi studies = new StudiesApi(studyResults);
        ServiceWorker worker = new ServiceWorker(assets, asFiles);
        Health health = new Health(runs::trouble, Health.USUAL_PATIENCE);
        Metrics metrics = hosting.metrics() ? new Metrics(runList, events::listeners) : null;
        List<RequestLog> observers = new ArrayList<>();
        if (metrics != null) {
            observers.add(metrics);
        }
        if (hosting.accessLog()) {
            observers.add(new AccessLog(clients));
        }
        Javalin app = Javalin.create(config -> {
            quiet(config);
            JettySettings.apply(config.jetty, hosting, new SecurityHeaders(clients, hosting));
            config.http.prefer405over404 = true;
            config.http.compressionStrategy = CompressionStrategy.NONE; // what is worth it is compressed beforehand
            config.router.ignoreTrailingSlashes = false; // relative addresses would mean something else
            if (!observers.isEmpty()) {
                Routes.note(config.routes);
                config.jetty.modifyServer(server ->
                        server.setRequestLog(new RequestLog.Collection(observers.toArray(RequestLog[]::new))));
            }
            config.resourceHandler(assets); // also /api/v1/openapi.json, which describes what follows
            new Problems(pages, assets).register(config.routes);
            config.events.serverStarted(() -> {
                prepared.join();
                health.ready();
                runs.start();
                events.start();
            });
            config.jetty.modifyServer(server -> server.addEventListener(new LifeCycle.Listener() {
                @Override
                public void lifeCycleStopping(LifeCycle stopping) { // also by a signal, of which Javalin hears nothing
                    events.stop();
                }
            }));
            config.routes.apiBuilder(() -> {
                page("/", pages.page("draw"));
                page("/interpolate", pages.withClassifiers("interpolate"));
                page("/map", pages.withClassifiers("map"));
                page("/mix", pages.withClassifiers("mix"));
                page("/models", pages::models);
                page("/models/{id}", pages::model);
                page("/api", pages.page("api"));
                page("/runs", pages::runs);
                page("/runs/{id}", pages::run);
                page("/studies", pages::studies);
                page("/studies/{name}", pages::study);
                page("/studies/{name}/{preset}", pages::study);
                page("/learn", pages.page("learn"));
                Pages.TOPICS.forEach(topic -> page("/learn/" + topic, pages.page("learn/" + topic)));
                page("/benchmark", pages.page("benchmark"));
                page("/offline", pages.page("offline"));
                read("/service-worker.js", worker::script);
                read("/livez", health::live);
                read("/readyz", health::ready);
                if (metrics != null) {
                    read("/metrics", metrics::write);
                }
                path("/api/v1", () -> {
                    // what is named .json is the same as without: files, of which a copy of the site may consist,
                    // can't be named as the folders beside them
                    read("/models", modelsApi::list);
                    read("/models.json", modelsApi::list);
                    read("/models/{id}.json", modelsApi::one);
                    read("/models/{id}", modelsApi::one);
                    read("/models/{id}/reference", reference::one);
                    read("/models/{id}/codes", codes::codes);
                    read("/models/{id}/correlation", codes::correlation);
                    read("/models/{id}/classifier.safetensors", codes::classifier);
                    read("/models/{id}/{file}", modelsApi::file);
                    post("/models/{id}/encode", compute::encode);
                    post("/models/{id}/decode", compute::decode);
                    post("/models/{id}/interpolate", compute::interpolate);
                    read("/runs", runsApi::list);
                    read("/runs.json", runsApi::list);
                    read("/runs/{id}.json", runsApi::one);
                    read("/runs/{id}", runsApi::one);
                    get("/runs/{id}/events", events::stream);
                    head("/runs/{id}/events", events::head);
                    read("/runs/{id}/pictures/{name}", runsApi::pictures);
                    post("/runs", runsApi::start);
                    delete("/runs/{id}", runsApi::cancel);
                    read("/studies", studies::list);
                    read("/studies.json", studies::list);
                    read("/studies/{name}", studies::one);
                    read("/studies/{name}/classifier.safetensors", studies::classifier);
                    read("/studies/{name}/{preset}.json", studies::one);
                    read("/studies/{name}/{preset}/{table}.csv", studies::csv);
                    read("/studies/{name}/{preset}/{table}.tex", studies::latex);
                    read("/studies/{name}/{preset}/classifier.safetensors", studies::classifier);
                    read("/datasets/{name}/test", testImages::range);
                    read("/datasets/{name}/test/{index}", testImages::one);
                    read("/datasets/{name}/test/hundreds/{hundred}", testImages::hundred);
                });
            });
        });
        worker.keep(SiteAddresses.plainPages(app));
        return app;
    }

    /** GET, and HEAD as the same without the body. */
    private static void read(String path, Handler handler) {
        get(path, handler);
        head(path, handler);
    }

    /** In every language: {@code /models} and {@code /de/models}. */
    private static void page(String path, Handler handler) {
        for (Language language : Language.ALL) {
            read(language.prefix() + path, handler);
            if (path.equals("/") && language != Language.ENGLISH) {
                // not ctx.redirect, which writes a word that a thread may have to wait for
                read(
                        language.prefix(),
                        ctx -> ctx.header(Header.LOCATION, language.tag() + "/").status(HttpStatus.PERMANENT_REDIRECT));
            }
        }
    }

    private static void quiet(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
    }
}
