package latentlab.server.runs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a backup consists of, as its file {@value #NAME} says. It is written last: a folder without it is no backup.
 *
 * @param made  ISO 8601, UTC
 * @param files all others
 */
record BackupManifest(String made, List<BackupFile> files) {
    static final String NAME = "backup.json";

    /** Folders of a data directory that are kept; what is not here is made again when it is needed. */
    static final List<String> FOLDERS = List.of("models", "checkpoints", "runs", "classifiers", "studies");

    /** Below the root, by plain names: a manifest must not lead anywhere else. */
    private static final Pattern PATH = Pattern.compile(
            "latent-lab\\.db|admin-token|(?:" + String.join("|", FOLDERS) + ")(?:/(?!\\.)[^/\\\\\\p{Cntrl}]+)+");

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Whether a file of a data directory may be part of a backup: none in hidden folders, or with odd names. */
    static boolean takes(Path belowTheRoot) {
        return PATH.matcher(belowTheRoot.toString().replace('\\', '/')).matches();
    }

    void write(Path root) throws IOException {
        Files.write(root.resolve(NAME), JSON.writeValueAsBytes(this));
    }

    /**
     * Reads a backup's manifest and compares all of its files with it.
     *
     * @throws IOException when it is no backup, or not what was written; the message says so
     */
    static BackupManifest verified(Path root, Progress progress) throws IOException {
        BackupManifest manifest;
        try {
            manifest = JSON.readValue(Files.readAllBytes(root.resolve(NAME)), BackupManifest.class);
        } catch (NoSuchFileException missing) {
            throw new IOException(root + " is no backup: it has no file " + NAME + ". Nothing was changed.");
        } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
            throw damaged(root.resolve(NAME));
        }
        if (manifest.made() == null || manifest.files() == null) {
            throw damaged(root.resolve(NAME));
        }
        for (BackupFile file : manifest.files()) {
            if (file == null
                    || file.path() == null
                    || !PATH.matcher(file.path()).matches()) {
                throw damaged(root.resolve(NAME));
            }
        }
        long all = manifest.bytes();
        long read = 0;
        for (BackupFile file : manifest.files()) {
            if (!Files.isRegularFile(root.resolve(file.path()))
                    || !BackupFile.of(root, file.path()).equals(file)) {
                throw damaged(root.resolve(file.path()));
            }
            read += file.bytes();
            progress.of(read, 2 * all); // they are to be copied, too
        }
        return manifest;
    }

    /** Of all files. */
    long bytes() {
        return files.stream().mapToLong(BackupFile::bytes).sum();
    }

    boolean has(String path) {
        return files.stream().anyMatch(file -> file.path().equals(path));
    }

    private static IOException damaged(Path file) {
        return new IOException(
                file + " is missing or not what the backup had: use another backup. Nothing was changed.");
    }
}
