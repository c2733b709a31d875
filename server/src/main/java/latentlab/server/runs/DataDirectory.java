package latentlab.server.runs;

import java.nio.file.Path;

/**
 * What lies where in the directory in which the program keeps all that it makes.
 *
 * @param root may not exist yet
 */
public record DataDirectory(Path root) {
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

    /** Locked by the one process that works on the queue. */
    public Path queueLock() {
        return root.resolve("queue.lock");
    }

    /** Locked by the one process that does the study. */
    public Path studyLock() {
        return root.resolve("study.lock");
    }

    /** SQLite: runs, metrics, artefacts, the queue. */
    public Path database() {
        return root.resolve("latent-lab.db");
    }

    /** The administrator's token, where the environment has none. */
    public Path adminToken() {
        return root.resolve("admin-token");
    }
}
