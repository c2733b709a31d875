package latentlab.server.runs;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The bytes of runs' files. Whatever writes takes part in a transaction. */
interface RunFiles {
    boolean hasModel(Handle db, String run);

    /** Whether there is something that a training would go on from. */
    boolean hasCheckpoint(Handle db, String run);

    /** Empty when there is no such file. */
    Optional<byte[]> find(Handle db, String run, Artefact file);

    /** A file that has just been written into the data directory is to be there for all who know the run. */
    void keep(Handle db, String run, Artefact file);

    /** The same for where a training goes on from; there is none when it has ended. */
    void keepCheckpoint(Handle db, String run);

    void removeCheckpoint(Handle db, String run);

    /** Puts what another machine has made of a run where a training looks for it. */
    void bring(Handle db, String run);

    /** Puts the models that other machines have trained where the site and the study look for them. */
    void bringModels(Handle db);
}
