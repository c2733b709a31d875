package latentlab.server.web;

import static io.javalin.apibuilder.ApiBuilder.get;
import static io.javalin.apibuilder.ApiBuilder.head;
import static io.javalin.apibuilder.ApiBuilder.path;

import io.javalin.Javalin;
import io.javalin.apibuilder.EndpointGroup;
import io.javalin.compression.CompressionStrategy;
import io.javalin.http.Handler;
import latentlab.server.models.ModelLibrary;

/** The web application: every route in one place. */
public final class LatentLabApp {
    private LatentLabApp() {}

    /** An application that is not started yet. */
    public static Javalin create(ModelLibrary models) {
        Assets assets = new Assets();
        Pages pages = new Pages(assets, models);
        ModelsApi api = new ModelsApi(models);
        EndpointGroup routes = () -> {
            read("/", pages.page("draw"));
            read("/interpolate", pages.page("interpolate"));
            read("/models", pages.page("models"));
            read("/api", pages.page("api"));
            path("/api/v1", () -> {
                read("/models", api::list);
                read("/models/{id}", api::one);
                read("/models/{id}/{file}", api::file);
            });
        };
        return Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            config.http.prefer405over404 = true;
            config.http.compressionStrategy =
                    CompressionStrategy.NONE; // what is worth it is compressed once, beforehand
            config.router.ignoreTrailingSlashes = false; // relative addresses would mean something else
            config.resourceHandler(assets);
            config.routes.apiBuilder(routes);
        });
    }

    /** GET, and HEAD as the same without the body. */
    private static void read(String path, Handler handler) {
        get(path, handler);
        head(path, handler);
    }
}
