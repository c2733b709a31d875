package latentlab.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import latentlab.weights.SafetensorsWriter.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
    private static final String ENTRY = "'dtype':'F32','shape':[1],'data_offsets':[0,4]";

    @Test
    void whatIsWrittenIsRead() {
        Safetensors content = example();
        Safetensors read = SafetensorsReader.read(SafetensorsWriter.write(content));
        assertThat(read.metadata()).containsExactlyEntriesOf(content.metadata());
        assertThat(read.tensors().keySet())
                .containsExactlyElementsOf(content.tensors().keySet());
        content.tensors().forEach((name, tensor) -> {
            assertThat(read.tensors().get(name).shape()).isEqualTo(tensor.shape());
            assertThat(read.tensors().get(name).data()).isEqualTo(tensor.data());
        });
        assertThat(SafetensorsWriter.write(read)).isEqualTo(SafetensorsWriter.write(content));
    }

    @Test
    void sixteenBitsAreTheNearest() {
        byte[] half = SafetensorsWriter.write(example(), Precision.F16);
        float[] read = SafetensorsReader.read(half).tensors().get("b").data();
        assertThat(read).isEqualTo(new float[] {0.0999755859375f, -5 * 0x1p-24f, 65504});
    }

    @Test
    void readsWhatOtherWritersWrite() {
        // tensors not in the order of their bytes, spaces, escapes, a surrogate pair, an empty tensor and a scalar
        byte[] file = file(
                " { 'y':{'shape':[],'dtype':'F32','data_offsets':[8,12]} ,\n"
                        + "'__metadata__':{'a\\u00e9\\n':'\\ud83d\\ude00 é 😀'},\t'none':{'dtype':'F32','shape':[0,3],"
                        + "'data_offsets':[8,8]},'x':{'dtype':'F32','shape':[2,1],'data_offsets':[0,8]}}   ",
                floats(1, 2, 3));
        Safetensors read = SafetensorsReader.read(file);
        assertThat(read.metadata()).containsExactly(Map.entry("aé\n", "😀 é 😀"));
        assertThat(read.tensors()).containsOnlyKeys("x", "none", "y");
        assertThat(read.tensors().get("x").data()).containsExactly(1, 2);
        assertThat(read.tensors().get("none").data()).isEmpty();
        assertThat(read.tensors().get("y").data()).containsExactly(3);
        assertThat(read.tensors().get("y").shape()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                                      | 8  | expected '{'",
                "{'x'                                    | 12 | expected ':'",
                "{'x':{ENTRY}                            | 61 | expected '}'",
                "{'x':{ENTRY}}.                          | 62 | expected the header's end",
                "{'x':{ENTRY},'x':{ENTRY}}               | 62 | name x occurs twice",
                "{'x':{'dtype':'F32','shape':[1]}}       | 13 | needs a dtype, a shape and two",
                "{'x':{'colour':'red'}}                  | 14 | member colour",
                "{'x':{'shape':[-1]}}                    | 23 | a whole number",
                "{'x':{'shape':[1.5]}}                   | 24 | expected ']'",
                "{'x':{'shape':[2147483648]}}            | 23 | a number above 2147483647",
                "{'x':{'shape':[1,1,1,1,1,1,1,1,1]}}     | 39 | at most 8 numbers",
                "{'x\\q':{ENTRY}}                        | 12 | expected an escape",
                "{'x\\u12g4':{ENTRY}}                    | 15 | hexadecimal digit",
                "{'x:{ENTRY}}                            | 14 | expected",
                "{'__metadata__':{'a':1}}                | 29 | expected '\"'",
                "{'__metadata__':{'a':'b','a':'c'}}      | 33 | key a occurs twice",
                "{'x':{'dtype':'I64','shape':[1],'data_offsets':[0,4]}} | 8 | dtype I64, expected F32 or F16",
                "{'x':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}} | 62 | has 4 bytes, its shape does not",
                "{'x':{'dtype':'F32','shape':[65536,65536],'data_offsets':[0,0]}} | 72 | its shape does not",
                "{'x':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | 62 | starts at 4 of the data, expected 0",
                "{'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 66 | the file ends within tensor x",
                "{'x':{'dtype':'F32','shape':[0],'data_offsets':[0,0]}} | 62 | 4 bytes follow the last tensor",
                "{'x':{'dtype':'F32','shape':[1],'data_offsets':[4,0]}} | 13 | two ascending data_offsets",
            })
    void saysWhereAFileIsWrong(String header, int offset, String message) {
        assertMalformed(file(header.replace("ENTRY", ENTRY), floats(1)), offset, message);
    }

    @Test
    void saysWhereItsStartIsWrong() {
        assertMalformed(new byte[0], 0, "the file ends in the header's length");
        assertMalformed(new byte[7], 7, "the file ends in the header's length");
        assertMalformed(new byte[8], 0, "the header's length is 0");
        byte[] file = file("{}", new byte[0]);
        file[0] = 3;
        assertMalformed(file, 0, "the header's length is 3 in a file of 10 bytes");
        file[7] = (byte) 0x80;
        assertMalformed(file, 0, "the header's length is above 2147483647");
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        int[][] broken = {{0x80}, {0xc3}, {0xc0, 0x80}, {0xe0, 0x80, 0x80}, {0xed, 0xa0, 0x80}, {0xf4, 0x90, 0x80, 0x80}
        };
        for (int[] bytes : broken) {
            ByteArrayOutputStream header = new ByteArrayOutputStream();
            header.writeBytes("{\"".getBytes(StandardCharsets.UTF_8));
            for (int b : bytes) {
                header.write(b);
            }
            header.writeBytes("\":{}}".getBytes(StandardCharsets.UTF_8));
            assertMalformed(file(header.toByteArray(), new byte[0]), 10, "expected UTF-8");
        }
    }

    @Test
    void namesAMissingOrMisshapenTensor() {
        assertThatThrownBy(() -> example().require("c", 1))
                .isInstanceOf(MalformedWeightsException.class)
                .hasMessageContaining("tensor c is missing");
        assertThatThrownBy(() -> example().require("a", 2, -1, 4))
                .isInstanceOf(MalformedWeightsException.class)
                .hasMessageContaining("tensor a has shape [2, 3], expected [2, any, 4]");
        assertThat(example().require("a", -1, 3).data()).hasSize(6);
        Safetensors nothing = new Safetensors(Map.of(), Map.of("a", Tensor.of(new float[0], 0, Integer.MAX_VALUE)));
        assertThatThrownBy(() -> nothing.require("a", -1, -1))
                .as("what is empty says nothing of how long it would be")
                .isInstanceOf(MalformedWeightsException.class)
                .hasMessageContaining("tensor a has shape [0, 2147483647], expected [any, any] and not empty");
    }

    /** A reader of JSON that knows numbers of any kind may come to that. */
    @Test
    void refusesNegativeExtents() {
        SafetensorsHeader.Json negative = (file, begin, end, metadata, entries) ->
                entries.add(new SafetensorsHeader.Entry("x", "F32", new int[] {-1, -1}, 0, 4));
        assertThatThrownBy(() -> SafetensorsHeader.read(file("{}", floats(1)), negative))
                .isInstanceOf(MalformedWeightsException.class)
                .hasMessageContaining("tensor x has 4 bytes, its shape does not");
    }

    @Test
    void selectsByPrefix() {
        assertThat(example().select("b", "x").tensors()).containsOnlyKeys("b");
    }

    private static Safetensors example() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("a", Tensor.of(new float[] {1, -2, 3.5f, Float.MIN_VALUE, Float.MAX_VALUE, -0f}, 2, 3));
        tensors.put("b", Tensor.of(new float[] {0.1f, -3e-7f, 65504}, 3));
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("name", "\"quoted\" \\ \n \u0001 é 😀");
        metadata.put("", "empty key");
        return new Safetensors(metadata, tensors);
    }

    static void assertMalformed(byte[] file, int offset, String message) {
        assertThatThrownBy(() -> SafetensorsReader.read(file))
                .isInstanceOfSatisfying(
                        MalformedWeightsException.class,
                        e -> assertThat(e.offset()).as(e.getMessage()).isEqualTo(offset))
                .hasMessageStartingWith("at byte " + offset + ": ")
                .hasMessageContaining(message);
    }

    /** A file with that header, written with ' for ". */
    private static byte[] file(String header, byte[] data) {
        return file(header.replace('\'', '"').getBytes(StandardCharsets.UTF_8), data);
    }

    private static byte[] file(byte[] header, byte[] data) {
        return ByteBuffer.allocate(8 + header.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .put(data)
                .array();
    }

    private static byte[] floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }
}
