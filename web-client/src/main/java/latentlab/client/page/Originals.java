package latentlab.client.page;

import java.util.HashMap;
import java.util.Map;

/** Images of the test set, each fetched once. */
final class Originals {
    private final Map<Integer, float[]> here = new HashMap<>();
    private final TestSet testSet;

    Originals(TestSet testSet) {
        this.testSet = testSet;
    }

    /** (28,28), or null for one that is not here. */
    float[] get(int index) {
        return here.get(index);
    }

    /** Fetches one, and says so when it is here; it may have come since it was missed. */
    void fetch(int index, Runnable arrived) {
        if (here.containsKey(index)) {
            arrived.run();
        } else {
            testSet.fetch(index, digit -> {
                here.put(index, digit.image().pixels());
                arrived.run();
            });
        }
    }

    /** Of another data set. */
    void forget() {
        here.clear();
    }
}
