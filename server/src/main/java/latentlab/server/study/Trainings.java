package latentlab.server.study;

import java.io.IOException;
import java.util.List;

/** Does trainings, each to its end, and leaves their models in the data directory. */
public interface Trainings {
    /**
     * Goes on where an earlier call was stopped by whatever means.
     *
     * @throws latentlab.server.training.TrainingException when one of them failed; the others are done nevertheless
     */
    void run(List<Training> trainings) throws IOException, InterruptedException;
}
