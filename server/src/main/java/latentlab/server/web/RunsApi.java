package latentlab.server.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import java.io.IOException;
import latentlab.server.jobs.BackgroundRuns;
import latentlab.server.jobs.QueueFullException;
import latentlab.server.jobs.RunRequest;
import latentlab.server.runs.Run;
import latentlab.server.runs.RunState;

/** {@code /api/v1/runs}: how trainings go, and for the administrator, starting and cancelling them. */
final class RunsApi {
    private final RunList list;
    private final BackgroundRuns runs;
    private final Administrator admin;
    private final RateLimit starts;

    RunsApi(RunList list, BackgroundRuns runs, Administrator admin, RateLimit starts) {
        this.list = list;
        this.runs = runs;
        this.admin = admin;
        this.starts = starts;
    }

    void list(Context ctx) {
        answer(ctx, list.all());
    }

    void one(Context ctx) {
        answer(ctx, view(find(ctx)));
    }

    /** Starts a run, or tells how the same one stands. */
    void start(Context ctx) {
        admin.require(ctx);
        starts.take(ctx, 1);
        RunRequest request = RunBody.read(ctx);
        try {
            String id = runs.jobs().submit(request);
            Run run = runs.store().find(id).orElseThrow();
            ctx.status(run.state().ended() ? 200 : 202).header(Header.LOCATION, ctx.path() + "/" + id);
            answer(ctx, view(run));
        } catch (IllegalArgumentException wrong) {
            throw new BadRequestResponse(sentence(wrong.getMessage()));
        } catch (QueueFullException full) {
            throw new ServiceUnavailableResponse(full.getMessage());
        }
    }

    /** Cancels a run. */
    void cancel(Context ctx) {
        admin.require(ctx);
        Run run = find(ctx);
        boolean asked = runs.jobs().cancel(run.id());
        Run now = list.find(run.id()).orElseThrow();
        if (!asked && now.state() != RunState.CANCELLED) {
            throw new ConflictResponse(
                    "This run has ended already: it is " + now.state().label() + ".");
        }
        ctx.status(now.state().ended() ? 200 : 202);
        answer(ctx, view(now));
    }

    /** The test images of a run, or what it made of them in an epoch: bytes, 784 for each. */
    void pictures(Context ctx) throws IOException {
        Run run = find(ctx);
        String name = ctx.pathParam("name");
        if (!name.matches("originals|epoch-[1-9][0-9]{0,8}")) {
            throw new NotFoundResponse("A run has no such pictures.");
        }
        byte[] pictures =
                list.pictures(run, name).orElseThrow(() -> new NotFoundResponse("This run has no such pictures."));
        ctx.contentType("application/octet-stream").header(Header.CACHE_CONTROL, "no-cache");
        PatientAnswers.send(ctx, pictures);
    }

    private Run find(Context ctx) {
        return list.find(ctx.pathParam("id")).orElseThrow(() -> new NotFoundResponse("There is no such run."));
    }

    /** A run with all its metrics and files. */
    private ObjectNode view(Run run) {
        ObjectNode view = Json.tree(run);
        view.set("metrics", Json.tree(list.metrics(run.id(), 0)));
        view.set("artefacts", Json.tree(list.artefacts(run)));
        return view;
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    private static void answer(Context ctx, Object value) {
        ctx.contentType(Json.TYPE).header(Header.CACHE_CONTROL, "no-store");
        PatientAnswers.send(ctx, Json.write(value));
    }
}
