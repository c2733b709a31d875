package latentlab.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * Assembles a WebAssembly module: one memory, functions without results, exports, data, custom sections.
 *
 * @see <a href="https://webassembly.github.io/spec/core/binary/modules.html">WebAssembly specification, Modules</a>
 */
final class WasmAssembler {
    private static final int MAGIC = 0x6d736100; // "\0asm"
    private static final int VERSION = 1;

    private final WasmBytes types = new WasmBytes();
    private final WasmBytes exports = new WasmBytes();
    private final List<WasmCode> functions = new ArrayList<>();
    private final WasmBytes data = new WasmBytes();
    private final WasmBytes custom = new WasmBytes();
    private int exported;
    private int segments;
    private WasmCode start;

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

    /** The function that runs as soon as there is an instance; it has no parameters. */
    void start(WasmCode function) {
        start = function;
    }

    /** Bytes that the memory begins with. */
    void data(int address, WasmBytes content) {
        // active, in memory 0, at a constant address
        data.put(0x00).put(0x41).signed(address).put(0x0b).sized(content);
        segments++;
    }

    /** A section that says something about the module. */
    void custom(String name, WasmBytes content) {
        custom.put(0).sized(new WasmBytes().name(name).put(content));
    }

    /**
     * The module's bytes, with a memory that it is given.
     *
     * @param pages the least size of the memory {@code env.memory}, in units of 64 KiB; it has no maximum
     */
    byte[] assemble(int pages) {
        WasmBytes memory = new WasmBytes().unsigned(1).name("env").name("memory");
        memory.put(0x02).put(0x00).unsigned(pages);
        return assemble(new WasmBytes().put(2).sized(memory), new WasmBytes());
    }

    /**
     * The module's bytes, with a memory of its own, which it exports as {@code memory}.
     *
     * @param pages the memory's size in units of 64 KiB; it has no maximum
     */
    byte[] assembleWithMemory(int pages) {
        exports.name("memory").put(0x02).unsigned(0);
        exported++;
        WasmBytes memory = new WasmBytes().unsigned(1).put(0x00).unsigned(pages);
        return assemble(new WasmBytes(), new WasmBytes().put(5).sized(memory));
    }

    private byte[] assemble(WasmBytes imports, WasmBytes memories) {
        int count = functions.size();
        WasmBytes indices = new WasmBytes().unsigned(count);
        WasmBytes bodies = new WasmBytes().unsigned(count);
        for (int i = 0; i < count; i++) {
            indices.unsigned(i); // each function has a type of its own
            bodies.sized(functions.get(i).body());
        }
        WasmBytes module = new WasmBytes().int32(MAGIC).int32(VERSION).put(custom);
        module.put(1).sized(new WasmBytes().unsigned(count).put(types));
        module.put(imports);
        module.put(3).sized(indices);
        module.put(memories);
        module.put(7).sized(new WasmBytes().unsigned(exported).put(exports));
        if (start != null) {
            module.put(8).sized(new WasmBytes().unsigned(functions.indexOf(start)));
        }
        module.put(10).sized(bodies);
        if (segments > 0) {
            module.put(11).sized(new WasmBytes().unsigned(segments).put(data));
        }
        return module.toArray();
    }
}
