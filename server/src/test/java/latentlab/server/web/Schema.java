package latentlab.server.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** The parts of JSON Schema that the API's description uses. */
final class Schema {
    private final JsonNode description;
    private final List<String> differences = new ArrayList<>();

    private Schema(JsonNode description) {
        this.description = description;
    }

    /**
     * How an answer differs from what is said of it. A member that is not mentioned is a difference, too, wherever some
     * are: a description that leaves things out helps nobody.
     *
     * @param description the document that references lead into
     */
    static List<String> differences(JsonNode description, JsonNode schema, JsonNode answer) {
        Schema check = new Schema(description);
        check.compare("", schema, answer);
        return check.differences;
    }

    private void compare(String place, JsonNode schema, JsonNode value) {
        if (schema.has("$ref")) {
            compare(place, description.at(schema.get("$ref").asText().substring(1)), value);
            return;
        }
        require(place, schema, value, "type", allowed -> isOneOf(allowed, type -> is(type.asText(), value)));
        require(place, schema, value, "enum", allowed -> isOneOf(allowed, value::equals));
        require(place, schema, value, "minimum", bound -> !value.isNumber() || value.asDouble() >= bound.asDouble());
        require(place, schema, value, "maximum", bound -> !value.isNumber() || value.asDouble() <= bound.asDouble());
        require(place, schema, value, "minItems", bound -> value.size() >= bound.asInt());
        require(place, schema, value, "maxItems", bound -> value.size() <= bound.asInt());
        schema.path("required").forEach(name -> {
            if (value.isObject() && !value.has(name.asText())) {
                differences.add(place + "/" + name.asText() + " is missing");
            }
        });
        if (value.isObject() && schema.has("properties")) {
            value.properties().forEach(member -> {
                String inner = place + "/" + member.getKey();
                JsonNode known = schema.get("properties").get(member.getKey());
                if (known == null) {
                    differences.add(inner + " is not described");
                } else {
                    compare(inner, known, member.getValue());
                }
            });
        }
        if (value.isArray() && schema.has("items")) {
            for (int i = 0; i < value.size(); i++) {
                compare(place + "/" + i, schema.get("items"), value.get(i));
            }
        }
    }

    private interface Rule {
        boolean holds(JsonNode bound);
    }

    private void require(String place, JsonNode schema, JsonNode value, String keyword, Rule rule) {
        if (schema.has(keyword) && !rule.holds(schema.get(keyword))) {
            String found = value.toString();
            differences.add("%s is %s, but its %s is %s"
                    .formatted(
                            place,
                            found.substring(0, Math.min(60, found.length())),
                            keyword,
                            schema.get(keyword).toString()));
        }
    }

    private static boolean isOneOf(JsonNode allowed, Rule rule) {
        return allowed.isArray()
                ? StreamSupport.stream(allowed.spliterator(), false).anyMatch(rule::holds)
                : rule.holds(allowed);
    }

    private static boolean is(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            default -> throw new AssertionError("JSON Schema knows no type " + type);
        };
    }
}
