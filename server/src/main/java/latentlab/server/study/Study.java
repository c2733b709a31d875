package latentlab.server.study;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** Something that is measured of trained networks. */
interface Study {
    /** As in addresses and names of files. */
    String name();

    /** Those whose models it is about. */
    List<Training> trainings(Preset preset);

    /**
     * Whether it has something to say when only these of its trainings are done; then what it writes says which ones
     * it lacks.
     */
    boolean canDoWith(Preset preset, List<Training> done);

    /** Measures it; where that takes long, goes on after an earlier run that was stopped. */
    Results run(Material material) throws IOException, InterruptedException;

    /** Whether trainings differ in something. */
    static boolean differ(List<Training> trainings, Function<Training, Integer> something) {
        return trainings.stream().map(something).distinct().count() > 1;
    }
}
