package latentlab.server.web.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import latentlab.weights.MalformedWeightsException;
import latentlab.weights.SafetensorsReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All that may be wrong with a model file is among the texts of the scripts, so that a page can say it in its language. */
class ModelFileReasonsTest {
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");
    /** Longer than the texts that may stand for anything, such as "{0} of {1}". */
    private static final int WORDS = 15;

    /** Files of which a tensor "a" of two numbers is wanted. */
    static Stream<byte[]> broken() {
        return Stream.of(
                new byte[3],
                file("-", 0),
                file(header("F32", "[2]", "[0,8]"), 4),
                file(header("F32", "[2]", "[0,8]"), 12),
                file(header("F32", "[3]", "[0,8]"), 8),
                file(header("F32", "[2]", "[4,12]"), 12),
                file(header("F64", "[1]", "[0,8]"), 8),
                file(header("F32", "[2]", "[8,0]"), 8),
                file(header("F32", "[1,2]", "[0,8]"), 8),
                file("{}", 0));
    }

    private static String header(String type, String shape, String offsets) {
        return "{\"a\":{\"dtype\":\"" + type + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}}";
    }

    private static byte[] file(String header, int bytes) {
        return ByteBuffer.allocate(8 + header.length() + bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length())
                .put(header.getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    @ParameterizedTest
    @MethodSource("broken")
    void areTextsOfTheScripts(byte[] file) throws IOException {
        String reason = catchThrowableOfType(
                        MalformedWeightsException.class,
                        () -> SafetensorsReader.read(file).require("a", 2))
                .getMessage()
                .replaceFirst("at byte \\d+: ", "");
        assertThat(Texts.ofScripts())
                .as(reason)
                .anyMatch(text -> text.length() > WORDS && Pattern.matches(anyInPlaces(text), reason));
    }

    private static String anyInPlaces(String text) {
        return "\\Q" + PLACE.matcher(text).replaceAll("\\\\E.+\\\\Q") + "\\E";
    }
}
