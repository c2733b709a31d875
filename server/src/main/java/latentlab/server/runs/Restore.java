package latentlab.server.runs;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Puts a backup in a data directory's place. Nothing is changed before all of the backup was found to be what it was; what
 * was there before is kept beside it. Nobody else may train there meanwhile, but a site may be served.
 */
public final class Restore {
    private final Path backup;
    private final DataDirectory to;
    private final Progress progress;
    private final BackupManifest manifest;
    /** Bytes of what was there before, which are copied, too. */
    private long kept;

    private Restore(Path backup, DataDirectory to, Progress progress) throws IOException {
        this.backup = backup;
        this.to = to;
        this.progress = progress;
        manifest = BackupManifest.verified(backup, progress);
    }

    /**
     * What was restored.
     *
     * @param made   when the backup was
     * @param before where that is kept which was there before; null when nothing was
     */
    public record Done(int files, String made, Path before) {}

    /** Whether a directory holds anything that a restore would replace. */
    public static boolean wouldReplace(DataDirectory directory) throws IOException {
        if (Files.exists(directory.databaseFile())) {
            return true;
        }
        for (String folder : BackupManifest.FOLDERS) {
            if (!files(directory.root().resolve(folder)).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Restores a backup.
     *
     * @throws IOException when the backup is damaged, or something can't be written; the message says which
     */
    public static Done restore(Path backup, DataDirectory to, Progress progress) throws IOException {
        return new Restore(backup, to, progress).restore();
    }

    private Done restore() throws IOException {
        DataDirectory copy = new DataDirectory(to.root().resolve("restore.part"));
        Files.createDirectories(copy.root());
        try {
            boolean database = manifest.has("latent-lab.db");
            if (database) {
                BackupFile.copy(backup.resolve("latent-lab.db"), copy.root(), "latent-lab.db");
                Snapshot.prepare(copy);
            }
            Path before = keepWhatIsThere();
            long done = manifest.bytes(); // they have been read once
            for (BackupFile file : manifest.files()) {
                if (!file.path().equals("latent-lab.db")) {
                    BackupFile.copy(backup.resolve(file.path()), to.root(), file.path());
                }
                done += file.bytes();
                progress.of(done + kept, 2 * manifest.bytes() + kept);
            }
            if (database) {
                Snapshot.replace(to, copy);
            }
            removeOthers();
            return new Done(manifest.files().size(), manifest.made(), before);
        } finally {
            for (Path file : files(copy.root())) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(copy.root());
        }
    }

    private Path keepWhatIsThere() throws IOException {
        if (!wouldReplace(to)) {
            return null;
        }
        String now = LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss"));
        Path before = to.root().resolve("before-restore-" + now);
        for (int again = 2; Files.exists(before); again++) {
            before = to.root().resolve("before-restore-" + now + "-" + again);
        }
        try {
            long read = manifest.bytes();
            Backup.make(to, before, (bytes, all) -> {
                kept = all;
                progress.of(read + bytes, 2 * read + all);
            });
        } catch (StoreException unreadable) {
            if (!unreadable.tellsOfDamage()) {
                throw unreadable;
            }
            // a database that can't be read can't be copied as one; its files can be moved out of the way
            Files.createDirectories(before);
            for (Path file : files(to.root())) {
                if (file.getParent().equals(to.root())
                        && file.getFileName().toString().startsWith("latent-lab.db")) {
                    Files.move(file, before.resolve(file.getFileName()));
                }
            }
            for (String folder : BackupManifest.FOLDERS) {
                for (Path file : files(to.root().resolve(folder))) {
                    BackupFile.copy(file, before, to.root().relativize(file).toString());
                }
            }
        }
        return before;
    }

    /** Files that the backup doesn't have; they are kept with what was there before. */
    private void removeOthers() throws IOException {
        for (String folder : BackupManifest.FOLDERS) {
            for (Path file : files(to.root().resolve(folder))) {
                if (!manifest.has(to.root().relativize(file).toString().replace('\\', '/'))) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return new ArrayList<>(all.filter(Files::isRegularFile).toList());
        }
    }
}
