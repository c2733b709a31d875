package latentlab.client.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * Assembles a WebAssembly module: one imported memory, functions without results, exports.
 *
 * @see <a href="https://webassembly.github.io/spec/core/binary/modules.html">WebAssembly specification, Modules</a>
 */
final class WasmAssembler {
    private static final int MAGIC = 0x6d736100; // "\0asm"
    private static final int VERSION = 1;

    private final WasmBytes types = new WasmBytes();
    private final WasmBytes exports = new WasmBytes();
    private final List<WasmCode> functions = new ArrayList<>();
    private int exported;

    /**
     * Starts a function; functions may call those started before them.
     *
     * @param parameters types, as in {@link WasmCode#I32}
     */
    WasmCode function(int... parameters) {
        types.put(0x60).unsigned(parameters.length);
        for (int type : parameters) {
            types.put(type);
        }
        types.unsigned(0);
        WasmCode code = new WasmCode(functions.size(), parameters.length);
        functions.add(code);
        return code;
    }

    /** Starts a function that JavaScript can call. */
    WasmCode export(String name, int... parameters) {
        exports.name(name).put(0x00).unsigned(functions.size());
        exported++;
        return function(parameters);
    }

    /**
     * The module's bytes.
     *
     * @param pages the least size of the memory {@code env.memory}, in units of 64 KiB; it has no maximum
     */
    byte[] assemble(int pages) {
        int count = functions.size();
        WasmBytes indices = new WasmBytes().unsigned(count);
        WasmBytes bodies = new WasmBytes().unsigned(count);
        for (int i = 0; i < count; i++) {
            indices.unsigned(i); // each function has a type of its own
            bodies.sized(functions.get(i).body());
        }
        WasmBytes memory = new WasmBytes().unsigned(1).name("env").name("memory");
        memory.put(0x02).put(0x00).unsigned(pages);
        WasmBytes module = new WasmBytes().int32(MAGIC).int32(VERSION);
        module.put(1).sized(new WasmBytes().unsigned(count).put(types));
        module.put(2).sized(memory);
        module.put(3).sized(indices);
        module.put(7).sized(new WasmBytes().unsigned(exported).put(exports));
        module.put(10).sized(bodies);
        return module.toArray();
    }
}
