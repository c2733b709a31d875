package latentlab.server.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import latentlab.server.dataset.Dataset;
import latentlab.server.export.ModelFile;
import latentlab.server.models.Model;
import latentlab.server.study.LabelReaders;
import latentlab.weights.SafetensorsReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives a model the readers that the study's own network has. */
@Command(
        name = "readers",
        description =
                "Trains the two readers behind a model's encoder, frozen and full, from 100 labelled images, as the"
                        + " study of transfer does. The pages offer them with the model.",
        mixinStandardHelpOptions = true)
final class StudyReadersCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "the model, such as mnist-c128-d15-s0")
    private String id;

    @Option(
            names = "--dataset",
            paramLabel = "DATASET",
            description = "the folder of the model's data set, where that is not mnist or a part of it")
    private String dataset;

    @Mixin
    private DataOption data;

    @Override
    public Integer call() throws CommandException, IOException {
        Model model = data.model(id);
        Dataset labelled = labelled(model.description().dataset());
        Path root = data.prepared().root();
        ProgressLine line = new ProgressLine(System.err);
        LabelReaders readers = LabelReaders.train(
                root,
                model.id(),
                SafetensorsReader.read(model.file(ModelFile.ENCODER)),
                labelled,
                "java -jar server/target/latent-lab.jar study readers " + model.id()
                        + (dataset == null ? "" : " --dataset " + dataset),
                (text, lasting) -> {
                    if (line.due(false)) {
                        line.line(text, lasting);
                    }
                });
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%s: frozen reads %.1f %% of the test images right, full %.1f %%%n",
                        readers.file(),
                        100 * readers.frozenAccuracy(),
                        100 * readers.fullAccuracy());
        return 0;
    }

    private Dataset labelled(String name) throws CommandException, IOException {
        if (dataset == null && !Dataset.isMnist(name)) {
            throw new CommandException(
                    "The model " + id + " is of the data set " + name + ". Name its folder with --dataset.");
        }
        Dataset labelled = Dataset.open(dataset == null ? name : dataset);
        if (!labelled.name().equals(name)) {
            throw new CommandException("The model " + id + " is of the data set " + name + ", not of " + labelled.name()
                    + ". Name its folder with --dataset.");
        }
        if (!LabelReaders.canLearnFrom(labelled)) {
            throw new CommandException("The data set " + name + " has fewer than 100 training images to learn from.");
        }
        return labelled;
    }
}
