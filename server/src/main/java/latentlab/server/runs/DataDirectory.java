package latentlab.server.runs;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What lies where in the directory in which the program keeps all that it makes.
 *
 * @param root     may not exist yet
 * @param database the PostgreSQL database that keeps the runs, their files and the queue for several machines, each with
 *                 such a directory of its own; null where a file in the directory does
 */
public record DataDirectory(Path root, DatabaseAddress database) {
    /** Bytes: the checkpoints of a large network, an old and a new one. */
    private static final long LEAST_SPACE = 100 << 20;

    private static final int PROBE = 4096;

    /** All of it is in the directory. */
    public DataDirectory(Path root) {
        this(root, null);
    }

    /** What to call the place of the runs in a message. */
    public String runsPlace() {
        return database == null ? root.toString() : database.toString();
    }

    /** Weights of trained models, {@code ID.safetensors}. */
    public Path models() {
        return root.resolve("models");
    }

    public Path model(String id) {
        return models().resolve(id + ".safetensors");
    }

    /** Codes of the test images, computed once for each model. */
    public Path codes() {
        return root.resolve("codes");
    }

    /** Where a training goes on from. */
    public Path checkpoint(String id) {
        return root.resolve("checkpoints").resolve(id + ".safetensors");
    }

    /** The other files of a run. */
    public Path run(String id) {
        return root.resolve("runs").resolve(id);
    }

    /** Locked by the one process that trains a run. */
    public Path runLock(String id) {
        return run(id).resolve("lock");
    }

    /** The locks of all runs that were ever trained here. */
    public List<Path> runLocks() throws IOException {
        Path runs = runLock("x").getParent().getParent();
        if (Files.notExists(runs)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(runs)) {
            return folders.map(folder -> folder.resolve("lock"))
                    .filter(Files::exists)
                    .toList();
        }
    }

    /** Locked by the one process that works on the queue. */
    public Path queueLock() {
        return root.resolve("queue.lock");
    }

    /** Locked by a process that wants nobody to work on the queue meanwhile. */
    public Path pauseLock() {
        return root.resolve("pause.lock");
    }

    /** Locked by the one process that does the study. */
    public Path studyLock() {
        return root.resolve("study.lock");
    }

    /** SQLite: runs, metrics, artefacts, the queue. */
    public Path databaseFile() {
        return root.resolve("latent-lab.db");
    }

    /** The administrator's token, where the environment has none. */
    public Path adminToken() {
        return root.resolve("admin-token");
    }

    /**
     * In words, what keeps this directory from taking files: it is tried with a small one. Empty when nothing does.
     */
    public Optional<String> trouble() {
        try {
            Path probe = Files.createTempFile(root, "write", ".tmp");
            try {
                Files.write(probe, new byte[PROBE]);
            } finally {
                Files.delete(probe);
            }
            long free = Files.getFileStore(root).getUsableSpace();
            return free < LEAST_SPACE
                    ? Optional.of(
                            "Only " + (free >> 20) + " MB are free on the data directory's disk; a training needs "
                                    + (LEAST_SPACE >> 20) + ".")
                    : Optional.empty();
        } catch (IOException refused) {
            return Optional.of("Nothing can be written to the data directory (" + reason(refused) + ").");
        }
    }

    /** Why a file could not be written, as the system says it, without the file's name. */
    public static String reason(IOException refused) {
        if (refused instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (refused instanceof FileSystemException named && named.getReason() != null) {
            return named.getReason();
        }
        return refused instanceof FileSystemException || refused.getMessage() == null
                ? refused.getClass().getSimpleName().replaceAll("Exception$", "")
                : refused.getMessage();
    }
}
