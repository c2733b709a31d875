package latentlab.server.runs;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Copies all that a data directory keeps, while others work with it. The database comes first, as it was at one moment; a
 * file is written before the database names it, so every file that the copy names is there.
 */
public final class Backup {
    private final DataDirectory from;
    private final Progress progress;
    private final List<BackupFile> files = new ArrayList<>();

    private Backup(DataDirectory from, Progress progress) {
        this.from = from;
        this.progress = progress;
    }

    /**
     * What was copied.
     *
     * @param damaged files that are not what they were when they were made
     */
    public record Made(int files, long bytes, List<String> damaged) {}

    /**
     * Makes a backup.
     *
     * @param to does not exist yet or is empty
     * @throws IOException when something can't be read or written; nothing is left behind then
     */
    public static Made make(DataDirectory from, Path to, Progress progress) throws IOException {
        if (Files.exists(to)) {
            try (Stream<Path> content = Files.list(to)) {
                // a volume has a folder of the system's own
                if (content.anyMatch(file -> !file.endsWith("lost+found"))) {
                    throw new FileAlreadyExistsException(
                            to.toString(),
                            null,
                            "not empty. A backup goes into a new folder, such as one with the date");
                }
            }
        }
        if (Files.exists(to)) { // such as a volume: there need not be a place beside it
            return new Backup(from, progress).intoEmpty(to);
        }
        Path part = to.toAbsolutePath().resolveSibling(to.getFileName() + ".part");
        Files.createDirectories(part.getParent());
        try {
            Files.createDirectory(part);
        } catch (FileAlreadyExistsException another) {
            throw new FileAlreadyExistsException(
                    part.toString(),
                    null,
                    "there already. Another backup to this folder is being made, or was cut off: wait for it, or remove"
                            + " what it has left");
        }
        try {
            Made made = new Backup(from, progress).into(part);
            Files.move(part, to.toAbsolutePath(), StandardCopyOption.ATOMIC_MOVE);
            return made;
        } finally {
            remove(part);
        }
    }

    /** The folder is no backup before its last file, the manifest, is there. */
    private Made intoEmpty(Path to) throws IOException {
        Path mark = to.resolve(".being-made");
        try {
            Files.createFile(mark);
        } catch (FileAlreadyExistsException another) {
            throw new FileAlreadyExistsException(to.toString(), null, "another backup is being made there");
        }
        try {
            return into(to);
        } catch (IOException | RuntimeException failed) {
            try (Stream<Path> content = Files.list(to)) {
                for (Path one :
                        content.filter(file -> !file.endsWith("lost+found")).toList()) {
                    remove(one);
                }
            }
            throw failed;
        } finally {
            Files.deleteIfExists(mark);
        }
    }

    private Made into(Path to) throws IOException {
        if (Files.exists(from.databaseFile())) {
            Path snapshot =
                    to.resolve(from.root().relativize(from.databaseFile()).toString());
            Snapshot.write(from, snapshot);
            files.add(BackupFile.of(to, snapshot.getFileName().toString()));
        }
        List<Path> others = new ArrayList<>();
        if (Files.exists(from.adminToken())) {
            others.add(from.adminToken());
        }
        for (String folder : BackupManifest.FOLDERS) {
            others.addAll(in(from.root().resolve(folder)));
        }
        long left = 0;
        for (Path file : others) {
            left += file.toFile().length(); // 0 where it is gone
        }
        long all = bytes() + left;
        for (Path file : others) {
            copy(file, to);
            progress.of(Math.min(bytes(), all), all);
        }
        List<Path> late = new ArrayList<>(in(from.models())); // of runs that have ended meanwhile
        late.removeAll(others);
        for (Path file : late) {
            copy(file, to);
        }
        requireAll(to);
        new BackupManifest(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), files).write(to);
        return new Made(files.size(), bytes(), damaged(to));
    }

    private void requireAll(Path to) throws IOException {
        for (BackupFile file : files) {
            Path copy = to.resolve(file.path());
            if (!Files.isRegularFile(copy) || Files.size(copy) != file.bytes()) {
                throw new FileSystemException(
                        copy.toString(), null, "gone or changed while the backup was made. Make another one");
            }
        }
    }

    private long bytes() {
        return files.stream().mapToLong(BackupFile::bytes).sum();
    }

    private void copy(Path file, Path to) throws IOException {
        String path = from.root().relativize(file).toString().replace('\\', '/');
        try {
            files.add(BackupFile.copy(file, to, path));
        } catch (NoSuchFileException gone) {
            // a checkpoint whose run has ended meanwhile: the model took its place, and is looked for at the end
        }
    }

    /** Files with names that a restore would take; not those that are being written, nor what only this machine needs. */
    private List<Path> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> BackupManifest.takes(from.root().relativize(file)))
                    .filter(file -> !file.getFileName().toString().matches("\\..*|.*\\.(part|tmp)|lock|worker\\.log"))
                    .sorted()
                    .toList();
        }
    }

    /** What the database knows otherwise than it is. */
    private List<String> damaged(Path copy) throws IOException {
        DataDirectory copied = new DataDirectory(copy);
        if (Files.notExists(copied.databaseFile())) {
            return List.of();
        }
        List<String> damaged = new ArrayList<>();
        for (BackupFile expected : Snapshot.artefacts(copied)) {
            if (files.stream().noneMatch(expected::equals) && Files.exists(copy.resolve(expected.path()))) {
                damaged.add(expected.path());
            }
        }
        return damaged;
    }

    private static void remove(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
