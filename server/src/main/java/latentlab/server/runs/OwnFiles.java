package latentlab.server.runs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The files of one machine: they are in its data directory, and there is nothing more to be done. */
final class OwnFiles implements RunFiles {
    private final DataDirectory directory;

    OwnFiles(DataDirectory directory) {
        this.directory = directory;
    }

    @Override
    public boolean hasModel(Handle db, String run) {
        return Files.exists(directory.model(run));
    }

    @Override
    public boolean hasCheckpoint(Handle db, String run) {
        return Files.exists(directory.checkpoint(run));
    }

    @Override
    public Optional<byte[]> find(Handle db, String run, Artefact file) {
        try {
            return Optional.of(Files.readAllBytes(directory.root().resolve(file.path())));
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void keep(Handle db, String run, Artefact file) {}

    @Override
    public void keepCheckpoint(Handle db, String run) {}

    @Override
    public void removeCheckpoint(Handle db, String run) {}

    @Override
    public void bring(Handle db, String run) {}

    @Override
    public void bringModels(Handle db) {}
}
