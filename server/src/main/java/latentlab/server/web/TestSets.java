package latentlab.server.web;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import latentlab.server.dataset.Dataset;
import latentlab.server.dataset.LabelledImages;

/** The data sets' test images, each set read when first asked for. A part of MNIST has MNIST's. Thread-safe. */
final class TestSets {
    private final Map<String, Supplier<LabelledImages>> readers;
    private final Map<String, LabelledImages> sets = new ConcurrentHashMap<>();

    TestSets(Map<String, Supplier<LabelledImages>> readers) {
        this.readers = readers;
    }

    Set<String> names() {
        return readers.keySet();
    }

    /** Of a data set; empty when it is not here. */
    Optional<LabelledImages> find(String name) {
        String whole = Dataset.isMnist(name) ? Dataset.MNIST : name;
        Supplier<LabelledImages> reader = readers.get(whole);
        return reader == null ? Optional.empty() : Optional.of(sets.computeIfAbsent(whole, absent -> reader.get()));
    }
}
