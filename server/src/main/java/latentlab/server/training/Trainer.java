package latentlab.server.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import latentlab.server.dataset.Dataset;
import latentlab.server.models.ModelDescription.EpochMetrics;
import latentlab.server.training.Checkpoint.Part;
import latentlab.theory.EpochHistory;
import latentlab.theory.StoppingCondition.Quantity;
import latentlab.theory.StoppingConditions;
import latentlab.theory.StoppingConditions.Reached;

/**
 * Runs an experiment: epochs of steps, each epoch followed by an evaluation and a checkpoint, from which a later run
 * goes on if this one is stopped by whatever means; to the same bits as if nothing had been. {@link #stop} makes a
 * checkpoint within an epoch.
 *
 * <p>Batches are ranges of a shuffled order of indices into the data set's bytes; an iterator of Deeplearning4j's kind
 * would copy every batch into arrays of floats first.
 */
public final class Trainer {
    private final Experiment experiment;
    private final Dataset dataset;
    private final int threads;
    private final Path checkpoint;
    private final TrainingListener listener;
    private final StoppingConditions until;
    private final ParameterLayout layout;
    private final long steps;
    private final List<EpochMetrics> history = new ArrayList<>();
    private final EpochHistory losses = new EpochHistory() {
        @Override
        public double trainLoss(int epoch) {
            return history.get(epoch - 1).trainLoss();
        }

        @Override
        public double testLoss(int epoch) {
            return history.get(epoch - 1).testLoss();
        }
    };
    /** Held by whoever changes the network or what is told of it, so that {@link #stop} finds a whole step. */
    private final Object turn = new Object();

    private Autoencoder network;
    private boolean stopped;
    private long step;
    private Part part = Part.NOTHING; // of the epoch in progress
    private double earlierSeconds;
    private long startedAt;
    private Reached stoppedBy;

    /**
     * @param threads    native threads
     * @param checkpoint file to go on from if it exists, and to save each epoch in
     */
    public Trainer(Experiment experiment, Dataset dataset, int threads, Path checkpoint, TrainingListener listener) {
        this(experiment, StoppingConditions.NONE, dataset, threads, checkpoint, listener);
    }

    /**
     * As above, with conditions that may end the training before its last epoch. One that is met within an epoch cuts
     * this epoch short; it is evaluated as a whole one is.
     */
    public Trainer(
            Experiment experiment,
            StoppingConditions until,
            Dataset dataset,
            int threads,
            Path checkpoint,
            TrainingListener listener) {
        this.until = until;
        this.experiment = experiment;
        this.dataset = dataset;
        this.threads = threads;
        this.checkpoint = checkpoint;
        this.listener = listener;
        layout = new ParameterLayout(experiment.channels(), experiment.latentDim());
        int batch = experiment.batchSize();
        steps = (dataset.train().size() + batch - 1L) / batch * experiment.epochs();
    }

    /**
     * Trains to the end.
     *
     * @throws TrainingException when the loss is no longer finite, or the checkpoint is not this experiment's
     * @throws IOException       when the checkpoint can't be read or written
     * @throws java.util.concurrent.CancellationException when it was stopped
     */
    public TrainedModel train() throws IOException {
        startedAt = System.nanoTime();
        try (Autoencoder restored = restore()) {
            synchronized (turn) {
                network = restored;
            }
            try {
                while (stoppedBy == null || part.images() > 0) {
                    EpochMetrics metrics = epoch(history.size() + 1);
                    synchronized (turn) {
                        requireGoingOn();
                        history.add(metrics);
                        part = Part.NOTHING;
                        if (stoppedBy == null) {
                            stoppedBy = until.reached(this::afterEpoch)
                                    .orElse(history.size() < experiment.epochs() ? null : end());
                        }
                        save();
                    }
                    listener.epoch(metrics, seconds(), stoppedBy == null ? secondsLeft(metrics.epoch(), 0) : 0);
                }
                return summarize();
            } finally {
                synchronized (turn) {
                    network = null;
                }
            }
        }
    }

    /**
     * Ends the training after the step in progress and saves the checkpoint, from any thread.
     *
     * @return whether there is something new in the checkpoint
     * @throws IOException when it can't be written
     */
    public boolean stop() throws IOException {
        synchronized (turn) {
            stopped = true;
            if (network == null || part.images() == 0) {
                return false;
            }
            save();
            return true;
        }
    }

    private void requireGoingOn() {
        if (stopped) {
            throw new CancellationException("stopped at step " + step);
        }
    }

    private Autoencoder restore() throws IOException {
        if (!Files.exists(checkpoint)) {
            float[] values = layout.initialize(experiment.seed());
            return new Autoencoder(
                    layout,
                    values,
                    new AdamW(values.length, experiment.weightDecay()),
                    experiment.batchSize(),
                    threads);
        }
        Checkpoint earlier = Checkpoint.read(checkpoint, experiment);
        history.addAll(earlier.history());
        step = earlier.step();
        part = earlier.part();
        earlierSeconds = earlier.seconds();
        stoppedBy = earlier.stoppedBy();
        listener.resumed(List.copyOf(history), earlierSeconds);
        String differences = earlier.differences("" + threads, kernels());
        if (!differences.isEmpty()) {
            listener.differs(differences);
        }
        return new Autoencoder(
                layout,
                earlier.values(),
                new AdamW(earlier.mean(), earlier.square(), experiment.weightDecay()),
                experiment.batchSize(),
                threads);
    }

    private void save() throws IOException {
        AdamW optimizer = network.optimizer();
        new Checkpoint(
                        network.values(),
                        optimizer.mean(),
                        optimizer.square(),
                        step,
                        seconds(),
                        history,
                        part,
                        "" + threads,
                        kernels(),
                        stoppedBy)
                .write(checkpoint, experiment);
    }

    private EpochMetrics epoch(int epoch) {
        byte[] pixels = dataset.train().pixels();
        int images = dataset.train().size();
        int[] order = Shuffle.order(images, experiment.seed(), epoch);
        double earlier = part.seconds();
        long start = System.nanoTime();
        while (part.images() < images && stoppedBy == null) {
            synchronized (turn) {
                requireGoingOn();
                double loss = step(epoch, pixels, order);
                part = new Part(
                        next(),
                        part.loss() + loss * (next() - part.images()),
                        earlier + 1e-9 * (System.nanoTime() - start));
            }
            int seen = part.images();
            listener.step(epoch, seen, part.loss() / seen, rate(), secondsLeft(epoch - 1, (double) seen / images));
        }
        double trainLoss = mean(errors(pixels, null));
        requireFinite(trainLoss, epoch);
        double testLoss = mean(errors(dataset.test().pixels(), null));
        return new EpochMetrics(epoch, trainLoss, part.loss() / part.images(), testLoss, rate());
    }

    /** Images that have had their step after the next one. */
    private int next() {
        return (int) Math.min(dataset.train().size(), (long) part.images() + experiment.batchSize());
    }

    private double rate() {
        return part.images() / Math.max(1e-9, part.seconds());
    }

    /** Returns the loss before the step. */
    private double step(int epoch, byte[] pixels, int[] order) {
        Schedule schedule = experiment.schedule();
        float[] before =
                until.have(Quantity.PARAMETER_CHANGE) ? network.values().clone() : null;
        double loss = network.step(
                pixels,
                order,
                part.images(),
                next(),
                step + 1,
                schedule.rate(experiment.learningRate(), step, steps),
                schedule.beta1(step, steps));
        step++;
        requireFinite(loss, epoch);
        stoppedBy = until.reached(quantity -> afterStep(quantity, before)).orElse(null);
        return loss;
    }

    private double afterStep(Quantity quantity, float[] before) {
        return switch (quantity) {
            case GRADIENT_NORM -> network.gradientNorm();
            case PARAMETER_CHANGE -> distance(before, network.values());
            case ITERATIONS -> step;
            case MINUTES -> seconds() / 60;
            default -> Double.NaN;
        };
    }

    private double afterEpoch(Quantity quantity) {
        return quantity == Quantity.MINUTES
                ? seconds() / 60
                : losses.after(history.size()).of(quantity);
    }

    /** The training has done all its epochs. */
    private Reached end() {
        return new Reached(Quantity.EPOCHS.label(), experiment.epochs(), experiment.epochs());
    }

    private static double distance(float[] from, float[] to) {
        double sum = 0;
        for (int i = 0; i < from.length; i++) {
            double difference = (double) to[i] - from[i];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }

    private TrainedModel summarize() {
        float[] codes = new float[dataset.test().size() * experiment.latentDim()];
        double[] errors = errors(dataset.test().pixels(), codes);
        return new TrainedModel(
                experiment,
                layout.tensors(network.values(), ""),
                List.copyOf(history),
                errors,
                codes,
                seconds(),
                threads,
                BlasKernels.current().orElse(null),
                until,
                stoppedBy);
    }

    private static String kernels() {
        return BlasKernels.current().orElse("");
    }

    private double[] errors(byte[] pixels, float[] codes) {
        double[] errors = new double[pixels.length / 784];
        network.evaluate(pixels, errors, codes);
        return errors;
    }

    private static double mean(double[] errors) {
        double sum = 0;
        for (double error : errors) {
            sum += error;
        }
        return sum / errors.length;
    }

    private void requireFinite(double loss, int epoch) {
        if (!Double.isFinite(loss)) {
            throw new TrainingException("the loss became " + loss + " in epoch " + epoch + " at step " + step
                    + ": train with a smaller learning rate");
        }
    }

    private double seconds() {
        return earlierSeconds + 1e-9 * (System.nanoTime() - startedAt);
    }

    /** From the time of the epochs so far, whole ones and the part of the one in progress. */
    private double secondsLeft(int epochs, double part) {
        double done = epochs + part;
        return seconds() / done * (experiment.epochs() - done);
    }
}
