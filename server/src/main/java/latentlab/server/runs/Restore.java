package latentlab.server.runs;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Puts a backup in a data directory's place. Nothing is changed before all of the backup was found to be what it was; what
 * was there before is kept beside it. Nobody else may train there meanwhile, but a site may be served.
 */
public final class Restore {
    private static final String DATABASE = "latent-lab.db";

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
            if (manifest.has(DATABASE)) {
                BackupFile.copy(backup.resolve(DATABASE), copy.root(), DATABASE);
                Snapshot.prepare(copy);
            }
            requireRoom();
            Path before = keepWhatIsThere();
            try {
                replace(copy, before);
            } catch (IOException | StoreException cutOff) {
                throw new IOException(
                        "The restore was cut off (" + cutOff.getMessage() + ")."
                                + (before == null
                                        ? ""
                                        : " Files of the backup and of before are mixed now. What was there before is"
                                                + " whole in " + before + ".")
                                + " When the reason is gone, restore again with --replace.",
                        cutOff);
            }
            return new Done(manifest.files().size(), manifest.made(), before);
        } finally {
            for (Path file : files(copy.root())) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(copy.root());
        }
    }

    private void replace(DataDirectory copy, Path before) throws IOException {
        long done = manifest.bytes(); // they have been read once
        for (BackupFile file : manifest.files()) {
            if (!file.path().equals(DATABASE)) {
                BackupFile.copy(backup.resolve(file.path()), to.root(), file.path());
            }
            done += file.bytes();
            progress.of(done + kept, 2 * manifest.bytes() + kept);
        }
        if (manifest.has(DATABASE)) {
            Snapshot.replace(to, copy);
        }
        removeOthers(before);
    }

    /**
     * For the copy of what is there, and for how much larger the backup's files are; one file at a time is there twice. The
     * database of the backup is there by now.
     */
    private void requireRoom() throws IOException {
        long needed = to.databaseFile().toFile().length(); // 0 where there is none
        for (Path file : present()) {
            needed += Files.size(file);
        }
        long largest = 0;
        for (BackupFile file : manifest.files()) {
            if (!file.path().equals(DATABASE)) {
                long more =
                        file.bytes() - to.root().resolve(file.path()).toFile().length();
                needed += Math.max(0, more);
                largest = Math.max(largest, file.bytes() - Math.max(0, more));
            }
        }
        needed += largest;
        long free = Files.getFileStore(to.root()).getUsableSpace();
        if (free < needed) {
            throw new IOException(String.format(
                    Locale.ENGLISH,
                    "The disk of %s has %,d MB free, and %,d are needed, as what is there is kept. Nothing was changed.",
                    to.root(),
                    free >> 20,
                    (needed >> 20) + 1));
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
            // a database that can't be read can't be copied as one; its files are moved out of the way, after all
            // copies
            Files.createDirectories(before);
            for (Path file : present()) {
                BackupFile.copy(file, before, to.root().relativize(file).toString());
            }
            for (Path file : files(to.root())) {
                if (file.getParent().equals(to.root())
                        && file.getFileName().toString().startsWith(DATABASE)) {
                    Files.move(file, before.resolve(file.getFileName()));
                }
            }
        }
        return before;
    }

    /** Files that the backup doesn't have; they are kept with what was there before, also those that came since. */
    private void removeOthers(Path before) throws IOException {
        for (Path file : before == null ? List.<Path>of() : present()) {
            Path path = to.root().relativize(file);
            if (!manifest.has(path.toString().replace('\\', '/'))) {
                Path kept = before.resolve(path.toString());
                if (Files.exists(kept)) {
                    Files.deleteIfExists(file);
                } else {
                    Files.createDirectories(kept.getParent());
                    Files.move(file, kept);
                }
            }
        }
    }

    /** The files of the folders that are kept. */
    private List<Path> present() throws IOException {
        List<Path> present = new ArrayList<>();
        for (String folder : BackupManifest.FOLDERS) {
            present.addAll(files(to.root().resolve(folder)));
        }
        return present;
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
