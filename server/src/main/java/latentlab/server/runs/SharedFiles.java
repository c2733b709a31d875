package latentlab.server.runs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import latentlab.server.training.AtomicFile;
import org.jdbi.v3.core.Handle;

/** The bytes of runs' files within a database that machines share; each has copies of those that it needs. */
final class SharedFiles implements RunFiles {
    /** Beside the artefacts: where a training goes on from. */
    private static final String CHECKPOINT = "checkpoint";

    private static final String MODEL = "model";

    private final DataDirectory directory;

    SharedFiles(DataDirectory directory) {
        this.directory = directory;
    }

    @Override
    public void keep(Handle db, String run, Artefact file) {
        keep(db, run, file.name(), directory.root().resolve(file.path()));
    }

    @Override
    public void keepCheckpoint(Handle db, String run) {
        if (Files.exists(directory.checkpoint(run))) {
            keep(db, run, CHECKPOINT, directory.checkpoint(run));
        }
    }

    private static void keep(Handle db, String run, String name, Path file) {
        try {
            db.createUpdate("insert into files values (:run, :name, :content)"
                            + " on conflict (run, name) do update set content = excluded.content")
                    .bind("run", run)
                    .bind("name", name)
                    .bind("content", Files.readAllBytes(file))
                    .execute();
        } catch (NoSuchFileException gone) {
            throw new UncheckedIOException(gone.getFile() + " is gone before it was kept", gone);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void removeCheckpoint(Handle db, String run) {
        db.execute("delete from files where run = ? and name = ?", run, CHECKPOINT);
    }

    @Override
    public Optional<byte[]> find(Handle db, String run, Artefact file) {
        return find(db, run, file.name());
    }

    private static Optional<byte[]> find(Handle db, String run, String name) {
        return db.createQuery("select content from files where run = :run and name = :name")
                .bind("run", run)
                .bind("name", name)
                .map((row, context) -> row.getBytes(1))
                .findOne();
    }

    @Override
    public boolean hasModel(Handle db, String run) {
        return has(db, run, MODEL);
    }

    @Override
    public boolean hasCheckpoint(Handle db, String run) {
        return has(db, run, CHECKPOINT);
    }

    private static boolean has(Handle db, String run, String name) {
        return db.createQuery("select exists (select 1 from files where run = :run and name = :name)")
                .bind("run", run)
                .bind("name", name)
                .mapTo(Boolean.class)
                .one();
    }

    @Override
    public void bring(Handle db, String run) {
        find(db, run, CHECKPOINT).ifPresent(content -> write(directory.checkpoint(run), content));
        find(db, run, MODEL).ifPresent(content -> write(directory.model(run), content));
    }

    @Override
    public void bringModels(Handle db) {
        List<String> runs = db.createQuery("select run from files where name = :name")
                .bind("name", MODEL)
                .mapTo(String.class)
                .list();
        for (String run : runs) {
            if (Files.notExists(directory.model(run))) {
                find(db, run, MODEL).ifPresent(content -> write(directory.model(run), content));
            }
        }
    }

    private static void write(Path file, byte[] content) {
        try {
            AtomicFile.write(file, content);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }
}
