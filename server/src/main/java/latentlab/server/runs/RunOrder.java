package latentlab.server.runs;

import latentlab.server.training.Experiment;
import latentlab.theory.StoppingConditions;

/**
 * What is to be trained.
 *
 * @param until         may end it before its last epoch
 * @param datasetSource what {@code Dataset.open} takes: a name, or the absolute path of a folder
 * @param threads       on which the last bits of the result depend
 */
public record RunOrder(Experiment experiment, StoppingConditions until, String datasetSource, int threads) {
    /** A model's id goes into names of files, which have an end. */
    private static final int LONGEST_ID = 190;

    /** @throws IllegalArgumentException when its name gets too long, from many conditions or a data set's long name */
    public RunOrder {
        int length = (experiment.id() + until.suffix()).length();
        if (length > LONGEST_ID) {
            throw new IllegalArgumentException("the run's name would have " + length + " characters, of which "
                    + LONGEST_ID + " are possible: leave out a stopping condition, or give the data set's folder a"
                    + " shorter name");
        }
    }

    /**
     * Names the run and its model: the experiment's name and the stopping conditions. A shipped model keeps its id for its
     * own weights, so the same experiment done here gets another.
     */
    public String id() {
        String id = experiment.id() + until.suffix();
        return RunOrder.class.getResource("/models/" + id + ".safetensors") == null ? id : id + "-local";
    }

    /** Repeats the training: every value is written out. */
    public String command() {
        StringBuilder command = new StringBuilder("java -jar server/target/latent-lab.jar train --dataset ")
                .append(quoted(datasetSource))
                .append(" --latent-dim ")
                .append(experiment.latentDim())
                .append(" --channels ")
                .append(experiment.channels())
                .append(" --epochs ")
                .append(experiment.epochs())
                .append(" --batch-size ")
                .append(experiment.batchSize())
                .append(" --learning-rate ")
                .append(experiment.learningRate())
                .append(" --weight-decay ")
                .append(experiment.weightDecay())
                .append(" --schedule ")
                .append(experiment.schedule().label())
                .append(" --seed ")
                .append(experiment.seed())
                .append(" --threads ")
                .append(threads);
        until.all()
                .forEach(condition -> command.append(" --until ")
                        .append(condition.quantity().option())
                        .append('=')
                        .append(condition.bound()));
        return command.toString();
    }

    /** As one word for a shell. */
    private static String quoted(String text) {
        return text.matches("[\\w./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
