package latentlab.server;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * A PostgreSQL server of a test's own, on a free port of this machine: from the binaries that the build brings along, or
 * from those that the system has. It refuses to run as root, and so runs as nobody where the tests do.
 */
public final class Postgres implements AutoCloseable {
    private static final String NOBODY = "nobody";

    private final Path folder;
    private final Path binaries;
    private final int port;
    private Process server;

    private Postgres(Path folder, Path binaries, int port) {
        this.folder = folder;
        this.binaries = binaries;
        this.port = port;
    }

    /** Makes and starts it. Where there are no binaries, the test is left out, which is said; in CI it fails. */
    public static Postgres start() throws Exception {
        Path folder = ProcessFolder.create("latent-lab-postgres");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Postgres postgres = new Postgres(folder, binaries(folder), FreePort.any());
        Path data = Files.createDirectory(folder.resolve("data"));
        if (root()) {
            UserPrincipal nobody =
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(NOBODY);
            Files.setOwner(data, nobody);
        }
        postgres.run("initdb", "-D", data.toString(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
                .waitFor();
        // whoever names the user whose password is asked for has to give it
        Files.writeString(
                data.resolve("pg_hba.conf"),
                "host all asked 127.0.0.1/32 scram-sha-256\nhost all all 127.0.0.1/32 trust\n");
        postgres.restart();
        return postgres;
    }

    /** Starts it again after {@link #stop}, and waits until it answers. */
    public void restart() throws Exception {
        server = run(
                "postgres",
                "-D",
                folder.resolve("data").toString(),
                "-p",
                String.valueOf(port),
                "-h",
                "127.0.0.1",
                "-k",
                "",
                "-F"); // not to wait for the disk, as only others are killed here
        Eventually.holds(this::answers, () -> "PostgreSQL answers:\n" + log());
    }

    private boolean answers() throws IOException {
        try {
            DriverManager.getConnection(url("postgres")).close();
            return true;
        } catch (SQLException notYet) {
            if (!server.isAlive()) {
                throw new AssertionError("PostgreSQL did not start:\n" + log(), notYet);
            }
            return false;
        }
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    /** Ends it and all connections at once, as a crash would. */
    public void stop() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-QUIT", String.valueOf(server.pid()))
                .start()
                .waitFor();
        if (!server.waitFor(30, TimeUnit.SECONDS)) {
            server.descendants().forEach(ProcessHandle::destroyForcibly);
            server.destroyForcibly().waitFor();
        }
    }

    /** A new database. */
    public String database(String name) throws SQLException {
        execute("create database " + name);
        return url(name);
    }

    /** Does something as the server's administrator. */
    public void execute(String sql) throws SQLException {
        try (var db = DriverManager.getConnection(url("postgres"));
                var statement = db.createStatement()) {
            statement.execute(sql);
        }
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres";
    }

    private Process run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (root()) {
            command.addAll(List.of("setpriv", "--reuid", NOBODY, "--regid", "nogroup", "--clear-groups", "--"));
        }
        command.add(binaries.resolve(program).toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    private static boolean root() {
        return System.getProperty("user.name").equals("root");
    }

    private static Path binaries(Path folder) throws IOException {
        String archive = System.getProperty("os.arch").equals("amd64")
                        && System.getProperty("os.name").equals("Linux")
                ? "/postgres-linux-x86_64.txz"
                : "/none";
        try (InputStream in = Postgres.class.getResourceAsStream(archive)) {
            if (in != null) {
                unpack(new TarArchiveInputStream(new XZInputStream(in)), folder.resolve("program"));
                return folder.resolve("program").resolve("bin");
            }
        }
        Path installed = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(installed)) {
            try (Stream<Path> versions = Files.list(installed)) {
                return versions.max(Comparator.naturalOrder()).orElseThrow().resolve("bin");
            }
        }
        String message =
                "The tests with PostgreSQL need Linux on x86-64, or PostgreSQL installed in " + installed + ".";
        System.err.println("\n*** TESTS WITH POSTGRESQL LEFT OUT *** " + message + "\n");
        if ("true".equals(System.getenv("CI"))) {
            fail(message);
        }
        return abort(message);
    }

    private static void unpack(TarArchiveInputStream tar, Path to) throws IOException {
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            Path target = to.resolve(entry.getName()).normalize();
            if (entry.isDirectory()) {
                Files.createDirectories(target);
                continue;
            }
            Files.createDirectories(target.getParent());
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                continue;
            }
            Files.copy(tar, target);
            Set<PosixFilePermission> permissions = EnumSet.copyOf(PosixFilePermissions.fromString("rw-r--r--"));
            if ((entry.getMode() & 0100) != 0) {
                permissions.addAll(PosixFilePermissions.fromString("--x--x--x"));
            }
            Files.setPosixFilePermissions(target, permissions);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            stop();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
