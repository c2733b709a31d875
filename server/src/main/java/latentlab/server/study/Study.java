package latentlab.server.study;

import java.io.IOException;
import java.util.List;

/** Something that is measured of trained networks. */
interface Study {
    /** As in addresses and names of files. */
    String name();

    /** Those whose models it needs. */
    List<Training> trainings(Preset preset);

    /** Measures it; where that takes long, goes on after an earlier run that was stopped. */
    Results run(Material material) throws IOException, InterruptedException;
}
