package latentlab.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Whole modules against the WebAssembly specification 2.0, chapter 5.5: each section is its id, its size, its content. */
class WasmAssemblerTest {
    private static final String HEADER = """
            00 61 73 6d  01 00 00 00
            """;

    @Test
    void withAMemoryThatItIsGiven() {
        WasmAssembler module = new WasmAssembler();
        module.custom("ab", new WasmBytes().put(0x7f));
        WasmCode first = module.function();
        module.export("run", WasmCode.I32, WasmCode.F32).call(first);
        assertThat(module.assemble(300)).isEqualTo(bytes(HEADER + """
                00 04  02 61 62  7f
                01 09  02  60 00 00  60 02 7f 7d 00
                02 10  01  03 65 6e 76  06 6d 65 6d 6f 72 79  02 00 ac 02
                03 03  02 00 01
                07 07  01  03 72 75 6e 00 01
                0a 09  02  02 00 0b  04 00 10 00 0b
                """));
    }

    @Test
    void withAMemoryOfItsOwnThatBeginsWithBytes() {
        WasmAssembler module = new WasmAssembler();
        module.start(module.function());
        module.data(-1, new WasmBytes().put(0x0a).put(0x0b));
        module.data(0x80, new WasmBytes().put(0x0c));
        assertThat(module.assembleWithMemory(1)).isEqualTo(bytes(HEADER + """
                01 04  01  60 00 00
                03 02  01 00
                05 03  01  00 01
                07 0a  01  06 6d 65 6d 6f 72 79 02 00
                08 01  00
                0a 04  01  02 00 0b
                0b 0f  02  00 41 7f 0b 02 0a 0b  00 41 80 01 0b 01 0c
                """));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }
}
