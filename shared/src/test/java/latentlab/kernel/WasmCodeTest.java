package latentlab.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each instruction against its bytes in the WebAssembly specification 2.0, chapter 5.4. Vector instructions are the byte
 * fd and a number in LEB128, in which those from 128 on take two bytes: f32x4.add is 228, so e4 01.
 */
class WasmCodeTest {
    /** From the specification's tables, with the operands that {@link #INSTRUCTIONS} gives. */
    private static final String SPECIFICATION = """
            block              02 40
            loop               03 40
            end                0b
            brIf               0d 01
            call               10 00
            localGet           20 05
            localSet           21 05
            localTee           22 85 01
            i32Const           41 c0 bb 78
            i32Load            28 00 90 03
            f32Store           38 00 90 03
            i32LtU             49
            i32GeU             4f
            i32Add             6a
            i32Mul             6c
            memoryCopy         fc 0a 00 00
            memoryFill         fc 0b 00
            v128Load           fd 00 00 90 03
            v128Load16x4U      fd 04 00 90 03
            v128Load32Splat    fd 09 00 90 03
            v128Store          fd 0b 00 90 03
            f32x4Const         fd 0c 00 00 c0 3f 00 00 c0 3f 00 00 c0 3f 00 00 c0 3f
            i32x4Const         fd 0c 7f 00 00 00 7f 00 00 00 7f 00 00 00 7f 00 00 00
            f32x4Shuffle       fd 0d 00 01 02 03 0c 0d 0e 0f 10 11 12 13 1c 1d 1e 1f
            f32x4Splat         fd 13
            f32x4ExtractLane   fd 1f 03
            v128And            fd 4e
            v128Or             fd 50
            i32x4Shl           fd ab 01
            f32x4Add           fd e4 01
            f32x4Sub           fd e5 01
            f32x4Mul           fd e6 01
            f32x4Div           fd e7 01
            f32x4Pmin          fd ea 01
            f32x4Pmax          fd eb 01
            loopFrom           41 03 21 05 03 40
            endLoop            20 05 41 10 6a 21 05 20 05 41 c0 00 49 0d 00 0b
            increment          20 05 41 10 6a 21 05
            """;

    private static final Map<String, Consumer<WasmCode>> INSTRUCTIONS = Map.ofEntries(
            Map.entry("block", WasmCode::block),
            Map.entry("loop", WasmCode::loop),
            Map.entry("end", WasmCode::end),
            Map.entry("brIf", f -> f.brIf(1)),
            Map.entry("call", f -> f.call(new WasmCode(0, 0))),
            Map.entry("localGet", f -> f.localGet(5)),
            Map.entry("localSet", f -> f.localSet(5)),
            Map.entry("localTee", f -> f.localTee(133)),
            Map.entry("i32Const", f -> f.i32Const(-123456)),
            Map.entry("i32Load", f -> f.i32Load(400)),
            Map.entry("f32Store", f -> f.f32Store(400)),
            Map.entry("i32LtU", WasmCode::i32LtU),
            Map.entry("i32GeU", WasmCode::i32GeU),
            Map.entry("i32Add", WasmCode::i32Add),
            Map.entry("i32Mul", WasmCode::i32Mul),
            Map.entry("memoryCopy", WasmCode::memoryCopy),
            Map.entry("memoryFill", WasmCode::memoryFill),
            Map.entry("v128Load", f -> f.v128Load(400)),
            Map.entry("v128Load16x4U", f -> f.v128Load16x4U(400)),
            Map.entry("v128And", WasmCode::v128And),
            Map.entry("v128Or", WasmCode::v128Or),
            Map.entry("v128Load32Splat", f -> f.v128Load32Splat(400)),
            Map.entry("v128Store", f -> f.v128Store(400)),
            Map.entry("f32x4Const", f -> f.f32x4Const(1.5f)),
            Map.entry("i32x4Const", f -> f.i32x4Const(127)),
            Map.entry("f32x4Shuffle", f -> f.f32x4Shuffle(0, 3, 4, 7)),
            Map.entry("f32x4Splat", WasmCode::f32x4Splat),
            Map.entry("f32x4ExtractLane", f -> f.f32x4ExtractLane(3)),
            Map.entry("i32x4Shl", WasmCode::i32x4Shl),
            Map.entry("f32x4Add", WasmCode::f32x4Add),
            Map.entry("f32x4Sub", WasmCode::f32x4Sub),
            Map.entry("f32x4Mul", WasmCode::f32x4Mul),
            Map.entry("f32x4Div", WasmCode::f32x4Div),
            Map.entry("f32x4Pmin", WasmCode::f32x4Pmin),
            Map.entry("f32x4Pmax", WasmCode::f32x4Pmax),
            Map.entry("loopFrom", f -> f.loopFrom(5, 3)),
            Map.entry("endLoop", f -> f.endLoop(5, 16, 64)),
            Map.entry("increment", f -> f.increment(5, 16)));

    @Test
    void everyInstructionHasItsBytes() {
        Map<String, String> expected = SPECIFICATION
                .lines()
                .map(line -> line.split(" +", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
        assertThat(INSTRUCTIONS.keySet()).isEqualTo(expected.keySet());
        INSTRUCTIONS.forEach((name, emit) -> {
            WasmCode code = new WasmCode(0, 0);
            emit.accept(code);
            // a body without locals starts with 00 and ends with 0b
            assertThat(hex(code.body())).as(name).isEqualTo("00 " + expected.get(name) + " 0b");
        });
    }

    @Test
    void noInstructionIsLeftOut() {
        Set<String> methods = Stream.of(WasmCode.class.getDeclaredMethods())
                .filter(method ->
                        method.getReturnType() == WasmCode.class && !Modifier.isPrivate(method.getModifiers()))
                .map(Method::getName)
                .collect(Collectors.toSet());
        assertThat(INSTRUCTIONS.keySet()).isEqualTo(methods);
    }

    @Test
    void localsFollowTheParameters() {
        WasmCode code = new WasmCode(0, 3);
        assertThat(code.local(WasmCode.I32)).isEqualTo(3);
        assertThat(code.locals(WasmCode.V128, 2)).containsExactly(4, 5);
        // three groups: one i32 (7f), one v128 (7b), one v128
        assertThat(hex(code.body())).isEqualTo("03 01 7f 01 7b 01 7b 0b");
    }

    /** The examples of the DWARF standard, which the specification's LEB128 refers to, and the limits. */
    @ParameterizedTest
    @CsvSource({
        "2, 02, 02",
        "63, 3f, 3f",
        "64, 40, c0 00",
        "127, 7f, ff 00",
        "128, 80 01, 80 01",
        "129, 81 01, 81 01",
        "12857, b9 64, b9 e4 00",
        "2147483647, ff ff ff ff 07, ff ff ff ff 07",
        "-1, ff ff ff ff 0f, 7f",
        "-2, fe ff ff ff 0f, 7e",
        "-64, c0 ff ff ff 0f, 40",
        "-65, bf ff ff ff 0f, bf 7f",
        "-128, 80 ff ff ff 0f, 80 7f",
        "-2147483648, 80 80 80 80 08, 80 80 80 80 78"
    })
    void numbersAreLeb128(int value, String unsigned, String signed) {
        assertThat(hex(new WasmBytes().unsigned(value))).isEqualTo(unsigned);
        assertThat(hex(new WasmBytes().signed(value))).isEqualTo(signed);
    }

    @Test
    void aModuleHasItsSections() {
        WasmAssembler assembler = new WasmAssembler();
        WasmCode inner = assembler.function(WasmCode.I32);
        inner.localGet(0).f32x4Const(0).v128Store(0);
        assembler.export("go", WasmCode.F32).i32Const(16).call(inner);
        assertThat(HexFormat.ofDelimiter(" ").formatHex(assembler.assemble(3)))
                .isEqualTo(String.join(
                        " ",
                        "00 61 73 6d 01 00 00 00",
                        "01 09 02 60 01 7f 00 60 01 7d 00", // types (i32) → (), (f32) → ()
                        "02 0f 01 03 65 6e 76 06 6d 65 6d 6f 72 79 02 00 03", // env.memory, at least 3 pages
                        "03 03 02 00 01", // two functions
                        "07 06 01 02 67 6f 00 01", // "go" is function 1
                        "0a 23 02", // two bodies
                        "1a 00 20 00 fd 0c 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 fd 0b 00 00 0b",
                        "06 00 41 10 10 00 0b"));
    }

    private static String hex(WasmBytes bytes) {
        return HexFormat.ofDelimiter(" ").formatHex(bytes.toArray());
    }
}
