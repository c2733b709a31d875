package latentlab.server.command;

import java.io.IOException;
import java.util.Optional;
import latentlab.server.results.ResultFile;
import latentlab.server.results.StudyLibrary;
import latentlab.server.runs.DataDirectory;
import latentlab.server.runs.RunStore;
import latentlab.server.study.Preset;
import latentlab.server.study.StudyModels;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code study run} and {@code study status} have in common. */
final class StudyOptions {
    @Option(
            names = "--preset",
            paramLabel = "PRESET",
            defaultValue = "DEFAULT",
            description = "quick (minutes), default (about two hours on two cores) or paper (a day and more); default: "
                    + "default")
    private Preset preset;

    @Option(
            names = "--from-scratch",
            description = "train what travels with the program, too, instead of taking it as it is")
    private boolean fromScratch;

    @Mixin
    private StoreOption data;

    Preset preset() {
        return preset;
    }

    StoreOption data() {
        return data;
    }

    /** Those of the data directory, to which those come first that machines with the same database have trained. */
    StudyModels models() {
        DataDirectory directory = data.directory();
        if (directory.database() != null) {
            try (RunStore store = RunStore.open(directory)) {
                store.bringModels();
            }
        }
        return new StudyModels(directory.root(), !fromScratch);
    }

    /** The results of a study as JSON. */
    Optional<byte[]> results(String study) throws IOException {
        StudyLibrary library = StudyLibrary.open(data.directory().root());
        Optional<ResultFile> file =
                fromScratch ? library.findOwn(study, preset.label()) : library.find(study, preset.label());
        return file.map(ResultFile::bytes);
    }
}
