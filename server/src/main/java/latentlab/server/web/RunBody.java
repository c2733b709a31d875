package latentlab.server.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import latentlab.server.jobs.RunRequest;

/** Reads the body that starts a run. A member that is left out has the study's value. */
final class RunBody {
    private static final List<String> MEMBERS = List.of(
            "dataset",
            "latentDim",
            "channels",
            "epochs",
            "batchSize",
            "learningRate",
            "weightDecay",
            "schedule",
            "seed",
            "until");
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private final JsonNode body;

    private RunBody(JsonNode body) {
        this.body = body;
    }

    /** @throws io.javalin.http.HttpResponseException 415 or 400 */
    static RunRequest read(Context ctx) {
        NumberLists.requireJson(ctx);
        JsonNode body;
        try {
            body = JSON.readValue(ctx.bodyInputStream());
        } catch (JsonProcessingException broken) {
            throw wrong("The body is no JSON" + NumberLists.place(broken) + ", or a member is there twice.");
        } catch (IOException lost) {
            throw NumberLists.unreadable(lost);
        }
        if (body == null || !body.isObject()) {
            throw wrong("The body must be a JSON object with any of " + String.join(", ", MEMBERS) + ".");
        }
        body.fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                throw wrong("The body has a member that does not belong there; expected " + String.join(", ", MEMBERS)
                        + ".");
            }
        });
        return new RunBody(body).request();
    }

    private RunRequest request() {
        RunRequest usual = RunRequest.USUAL;
        return new RunRequest(
                text("dataset", usual.dataset()),
                (int) whole("latentDim", usual.latentDim(), Integer.MAX_VALUE),
                (int) whole("channels", usual.channels(), Integer.MAX_VALUE),
                (int) whole("epochs", usual.epochs(), Integer.MAX_VALUE),
                (int) whole("batchSize", usual.batchSize(), Integer.MAX_VALUE),
                number(body.get("learningRate"), "learningRate", usual.learningRate()),
                number(body.get("weightDecay"), "weightDecay", usual.weightDecay()),
                text("schedule", usual.schedule()),
                whole("seed", usual.seed(), Long.MAX_VALUE),
                until());
    }

    private String text(String name, String usual) {
        JsonNode value = body.get(name);
        if (value != null && !value.isTextual()) {
            throw wrong("The member " + name + " must be a text.");
        }
        return value == null ? usual : value.asText();
    }

    private long whole(String name, long usual, long most) {
        JsonNode value = body.get(name);
        if (value == null) {
            return usual;
        }
        boolean whole = value.isNumber() && value.canConvertToExactIntegral() && value.canConvertToLong();
        if (!whole || value.asLong() < 0 || value.asLong() > most) {
            throw wrong("The member " + name + " must be a whole number from 0 to " + most + ".");
        }
        return value.asLong();
    }

    private static double number(JsonNode value, String name, double usual) {
        if (value == null) {
            return usual;
        }
        if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
            throw wrong("The member " + name + " must be a number.");
        }
        return value.asDouble();
    }

    private Map<String, Double> until() {
        JsonNode until = body.get("until");
        Map<String, Double> bounds = new LinkedHashMap<>();
        if (until == null) {
            return bounds;
        }
        if (!until.isObject()) {
            throw wrong("The member until must be an object of stopping conditions, such as {\"minutes\": 10}.");
        }
        for (Map.Entry<String, JsonNode> condition : until.properties()) {
            if (!RunRequest.CONDITIONS.contains(condition.getKey())) {
                throw wrong("The member until has a condition that does not exist; expected any of "
                        + String.join(", ", RunRequest.CONDITIONS) + ".");
            }
            bounds.put(condition.getKey(), number(condition.getValue(), "until." + condition.getKey(), 0));
        }
        return bounds;
    }

    private static BadRequestResponse wrong(String detail) {
        return new BadRequestResponse(detail);
    }
}
