package latentlab.server.hardening;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The one table of what the hardening tests have found; printed when all of them are done. */
public final class Figures implements AutoCloseable {
    private final List<String> rows = new ArrayList<>();

    /** Adds a row. */
    public synchronized void add(String test, String figure) {
        rows.add("| " + test + " | " + figure + " |");
        System.out.println("hardening: " + test + ": " + figure);
    }

    @Override
    public void close() {
        if (rows.isEmpty()) {
            return;
        }
        String table = "\n| hardening, " + (Amount.FULL ? "in full" : "short form") + " | figure |\n|---|---|\n"
                + String.join("\n", rows) + "\n";
        System.out.println(table);
        try {
            Files.writeString(Path.of("target", "hardening.md"), table);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** Gives tests the one table. */
    public static final class Extension implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Figures.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return of(context);
        }

        /** The one table. */
        public static Figures of(ExtensionContext context) {
            // not the root's: to Surefire, which hands each process one class after the other, each of them is a root
            return context.getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(Figures.class))
                    .computeIfAbsent(Figures.class, absent -> new Figures(), Figures.class);
        }
    }
}
