package latentlab.server.hardening;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small disk in memory, which root can mount; elsewhere there is none. */
final class Disk implements AutoCloseable {
    private final Path place;

    private Disk(Path place) {
        this.place = place;
    }

    /** Null where this user may not mount one. */
    static Disk mount(Path place, int megabytes) throws IOException, InterruptedException {
        Files.createDirectories(place);
        return run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", place.toString())
                ? new Disk(place)
                : null;
    }

    /** Leaves no room at all. */
    void fill() throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(place.resolve("filler"))) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            if (!String.valueOf(full.getMessage()).contains("space")) {
                throw full;
            }
        }
    }

    void makeRoom() throws IOException {
        Files.delete(place.resolve("filler"));
    }

    boolean readOnly(boolean on) throws IOException, InterruptedException {
        return run("mount", "-o", "remount," + (on ? "ro" : "rw"), place.toString());
    }

    @Override
    public void close() throws IOException {
        try {
            run("umount", "-l", place.toString());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }
}
