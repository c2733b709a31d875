package latentlab.server.jobs;

import latentlab.server.runs.Run;

/** Is told how runs go. */
public interface JobListener {
    /** A run was queued, has begun, has come further or has ended. Not every step in between is told. */
    void changed(Run run);
}
