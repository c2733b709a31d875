package latentlab.server.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.UnsupportedMediaTypeResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpException;

/**
 * Reads a body that is a JSON object of lists of numbers, such as {@code {"pixels": [0, 0.5, …]}}. Everything else is
 * refused in words that say what was expected. The numbers go straight from the parser into arrays.
 */
final class NumberLists {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();

    private final List<Member> members;

    /** A reader of objects with exactly these members. */
    NumberLists(Member... members) {
        this.members = List.of(members);
    }

    /** A list of {@code fewest} to {@code most} numbers, each within {@code lowest} to {@code highest}. */
    record Member(String name, int fewest, int most, double lowest, double highest) {
        private String expected() {
            String count = fewest == most ? String.valueOf(most) : fewest + " to " + most;
            return "The member " + name + " must be a list of " + count + (most == 1 ? " number" : " numbers")
                    + " from " + text(lowest) + " to " + text(highest);
        }

        private static String text(double bound) {
            return bound == Math.rint(bound) ? String.valueOf((long) bound) : String.valueOf(bound);
        }
    }

    /**
     * The lists in the order of the members.
     *
     * @throws io.javalin.http.HttpResponseException 415 or 400
     */
    float[][] read(Context ctx) {
        requireJson(ctx);
        float[][] lists = new float[members.size()][];
        try (JsonParser parser = JSON.createParser(ctx.bodyInputStream())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw wrong("The body must be a JSON object with " + names() + ".");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                int index = index(parser.currentName());
                if (lists[index] != null) {
                    throw wrong("The member " + members.get(index).name() + " is there twice.");
                }
                lists[index] = list(parser, members.get(index));
            }
            if (parser.nextToken() != null) {
                throw wrong("Something follows the JSON object.");
            }
        } catch (JsonProcessingException broken) {
            throw wrong("The body is no JSON" + place(broken) + ".");
        } catch (IOException lost) {
            throw unreadable(lost);
        }
        for (int i = 0; i < lists.length; i++) {
            if (lists[i] == null) {
                throw wrong("A member is missing. " + members.get(i).expected() + ".");
            }
        }
        return lists;
    }

    private static float[] list(JsonParser parser, Member member) throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw wrong(member.expected() + ", and is none.");
        }
        float[] values = new float[member.most()];
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (!parser.currentToken().isNumeric()) {
                throw wrong(member.expected() + ", and entry " + count + " is no number.");
            }
            if (count == values.length) {
                throw wrong(member.expected() + ", and has more.");
            }
            double value = parser.getDoubleValue();
            if (!(value >= member.lowest() && value <= member.highest())) {
                throw wrong(member.expected() + ", and entry " + count + " is outside.");
            }
            values[count++] = (float) value;
        }
        if (count < member.fewest()) {
            throw wrong(member.expected() + ", and has " + count + ".");
        }
        return count == values.length ? values : Arrays.copyOf(values, count);
    }

    private int index(String name) {
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).name().equals(name)) {
                return i;
            }
        }
        throw wrong("The body has a member that does not belong there; expected " + names() + ".");
    }

    private String names() {
        return members.stream().map(Member::name).collect(Collectors.joining(", "));
    }

    static void requireJson(Context ctx) {
        String type = ctx.contentType() == null ? "" : ctx.contentType().toLowerCase(Locale.ROOT);
        if (!type.matches("application/json\\s*(;\\s*charset\\s*=\\s*\"?utf-8\"?\\s*)?")) {
            throw new UnsupportedMediaTypeResponse("The body must be JSON, sent as Content-Type: application/json.");
        }
        if (ctx.header("Content-Encoding") != null) {
            throw new UnsupportedMediaTypeResponse("The body must be sent without a Content-Encoding.");
        }
    }

    static String place(JsonProcessingException broken) {
        var location = broken.getLocation();
        return location == null || location.getLineNr() < 1
                ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** What became of a body that did not come to its end. */
    static HttpResponseException unreadable(IOException lost) {
        int status = 400;
        for (Throwable cause = lost; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpException refused) {
                status = refused.getCode();
            } else if (cause instanceof TimeoutException) {
                status = 408;
            }
        }
        return new HttpResponseException(
                status, status == 400 ? "The body ends before its announced end." : JettyErrors.detail(status));
    }

    private static BadRequestResponse wrong(String detail) {
        return new BadRequestResponse(detail);
    }
}
