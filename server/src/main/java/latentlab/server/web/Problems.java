package latentlab.server.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.router.EndpointNotFound;
import latentlab.server.dataset.MalformedDatasetException;
import latentlab.server.jobs.Complaint;
import latentlab.server.jobs.PausedException;
import latentlab.server.models.DamagedFileException;
import latentlab.server.runs.StoreException;
import latentlab.server.web.language.Language;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what a handler throws into an answer. */
final class Problems {
    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    private final Complaint aboutRuns = new Complaint(log);
    private final Complaint aboutFiles = new Complaint(log);
    private final Pages pages;
    private final Assets assets;

    Problems(Pages pages, Assets assets) {
        this.pages = pages;
        this.assets = assets;
    }

    void register(RoutesConfig routes) {
        routes.exception(EndpointNotFound.class, (missing, ctx) -> nothingHere(ctx));
        routes.exception(MethodNotAllowedResponse.class, (refused, ctx) -> {
            // Javalin names the member differently for readers of HTML
            refused.getDetails().values().forEach(methods -> ctx.header(Header.ALLOW, methods));
            answer(ctx, new Problem(405, "This address does not take " + allowedHere(ctx) + "."));
        });
        routes.exception(
                HttpResponseException.class,
                (wrong, ctx) -> answer(ctx, new Problem(wrong.getStatus(), wrong.getMessage())));
        // Jetty's own complaints about a body or a query, such as one that is too large
        routes.exception(
                HttpException.RuntimeException.class,
                (wrong, ctx) -> answer(ctx, new Problem(wrong.getCode(), JettyErrors.detail(wrong.getCode()))));
        routes.exception(StoreException.class, (refused, ctx) -> {
            aboutRuns.say(refused.getMessage());
            answer(
                    ctx,
                    new Problem(
                            503,
                            Language.text(
                                    "What is known of the runs can't be read or written now; the server's log says why.")));
        });
        routes.exception(
                PausedException.class,
                (paused, ctx) -> answer(
                        ctx,
                        new Problem(503, Language.text("A backup is being restored. Try again when that is done."))));
        routes.exception(DamagedFileException.class, this::damaged);
        routes.exception(MalformedDatasetException.class, this::damaged);
        routes.exception(Exception.class, (unexpected, ctx) -> {
            log.error("{} {} failed", ctx.method(), ctx.path(), unexpected);
            answer(ctx, new Problem(500, Language.text("This should not have happened; the server's log says more.")));
        });
    }

    private void damaged(Exception file, Context ctx) {
        aboutFiles.say(file.getMessage());
        answer(ctx, new Problem(500, Language.text("A file that this needs is damaged; the server's log says which.")));
    }

    private void nothingHere(Context ctx) {
        if (assets.canHandle(ctx)) {
            ctx.header(Header.ALLOW, "GET, HEAD");
            answer(ctx, new Problem(405, "This is a file: it can only be read."));
        } else {
            answer(ctx, new Problem(404, Language.text("The link may be old or mistyped.")));
        }
    }

    private static String allowedHere(Context ctx) {
        String method = ctx.method().name();
        return method.matches("[A-Z]{1,16}") ? method : "this method";
    }

    /** As a page for readers of pages, as JSON for programs. */
    private void answer(Context ctx, Problem problem) {
        boolean forPrograms = ctx.path().startsWith("/api/v1");
        String type = forPrograms ? Problem.TYPE : Accept.best(ctx.header(Header.ACCEPT), Problem.TYPE, "text/html");
        if ("text/html".equals(type)) {
            pages.sendProblem(problem, ctx);
            return;
        }
        ctx.status(problem.status());
        ctx.contentType(Problem.TYPE);
        ctx.header(Header.CACHE_CONTROL, "no-store");
        PatientAnswers.send(ctx, problem.json(ctx.req().getRequestURI()));
    }
}
