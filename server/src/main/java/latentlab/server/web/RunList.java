package latentlab.server.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import latentlab.server.jobs.BackgroundRuns;
import latentlab.server.models.Model;
import latentlab.server.models.ModelDescription;
import latentlab.server.models.ModelDescription.EpochMetrics;
import latentlab.server.models.ModelLibrary;
import latentlab.server.runs.Artefact;
import latentlab.server.runs.Run;
import latentlab.server.runs.RunState;
import latentlab.server.runs.RunStore;
import latentlab.server.runs.ShippedPictures;
import latentlab.theory.StoppingConditions.Reached;

/** All runs: those of the store, then those of which only the model is here, because it was trained elsewhere. */
final class RunList {
    private final BackgroundRuns runs;
    private final ModelLibrary models;

    RunList(BackgroundRuns runs, ModelLibrary models) {
        this.runs = runs;
        this.models = models;
    }

    RunStore store() {
        return runs.store();
    }

    List<Run> all() {
        List<Run> all = new ArrayList<>(store().list());
        var stored = all.stream().map(Run::id).collect(Collectors.toSet());
        models.all().stream()
                .filter(model -> !stored.contains(model.id()))
                .map(model -> ofModel(model.description()))
                .forEach(all::add);
        return all;
    }

    Optional<Run> find(String id) {
        return store().find(id).or(() -> models.find(id).map(Model::description).map(RunList::ofModel));
    }

    /** The metrics of a run after some epoch. */
    List<EpochMetrics> metrics(String id, int afterEpoch) {
        List<EpochMetrics> stored = store().metrics(id, afterEpoch);
        if (!stored.isEmpty() || store().find(id).isPresent()) {
            return stored;
        }
        return models.find(id).map(model -> history(model.description())).orElse(List.of()).stream()
                .filter(metrics -> metrics.epoch() > afterEpoch)
                .toList();
    }

    /** The files that a run has made. */
    List<Artefact> artefacts(Run run) {
        List<Artefact> stored = store().artefacts(run.id());
        return stored.isEmpty() ? ShippedPictures.of(run.id(), run.epoch()) : stored;
    }

    /**
     * One of a run's sets of pictures.
     *
     * @throws IOException when its file can't be read
     */
    Optional<byte[]> pictures(Run run, String name) throws IOException {
        for (Artefact artefact : store().artefacts(run.id())) {
            if (artefact.name().equals(name)) {
                return Optional.of(store().read(run.id(), artefact));
            }
        }
        return ShippedPictures.find(run.id(), run.epoch(), name);
    }

    private static List<EpochMetrics> history(ModelDescription model) {
        return model.history() == null ? List.of() : model.history();
    }

    private static Run ofModel(ModelDescription model) {
        int done = history(model).isEmpty() ? model.epochs() : history(model).size();
        return new Run(
                model.id(),
                model.name(),
                RunState.FINISHED,
                model.dataset(),
                model.latentDim(),
                model.channels(),
                model.parameters(),
                model.epochs(),
                model.batchSize(),
                model.learningRate(),
                model.weightDecay(),
                model.schedule(),
                model.seed(),
                model.until() == null ? Map.of() : model.until(),
                model.threads(),
                model.trainedAt(),
                null,
                model.trainedAt(),
                done,
                model.trainLoss(),
                model.testLoss(),
                model.seconds(),
                null,
                model.stoppedBy() == null ? new Reached("epochs", model.epochs(), done) : model.stoppedBy(),
                null,
                false,
                model.command(),
                0);
    }
}
