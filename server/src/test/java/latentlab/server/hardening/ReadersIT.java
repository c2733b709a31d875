package latentlab.server.hardening;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import latentlab.server.dataset.IdxReading;
import latentlab.server.dataset.MalformedDatasetException;
import latentlab.server.models.RandomModels;
import latentlab.weights.MalformedWeightsException;
import latentlab.weights.Safetensors;
import latentlab.weights.SafetensorsReader;
import latentlab.weights.SafetensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Files that are nearly good ones, on the JVM. The page reads them by other code, which the tests in a browser try. */
@ExtendWith(Figures.Extension.class)
@Timeout(3600)
class ReadersIT {
    @Test
    void readers(Figures figures) throws Exception {
        int inputs = Amount.of(1_000_000, 20_000);
        Safetensors weights = RandomModels.weights("seed", 1, 1);
        // the first one's header begins with words about it, the other's with its tensors
        List<byte[]> files = List.of(
                SafetensorsWriter.write(weights),
                SafetensorsWriter.write(new Safetensors(Map.of(), weights.tensors())));
        int refused = refused(files, inputs, SafetensorsReader::read, MalformedWeightsException.class, 60, 200_000);
        figures.add(
                String.format("safetensors reader fuzzed on the JVM, %,d inputs", inputs),
                String.format("%,d refused as declared, 0 otherwise; memory at most 60 × the file", refused));
        assertThat(refused).isBetween(inputs / 4, inputs - 1);
        int idx = refused(IdxReading.good(), inputs, IdxReading::read, MalformedDatasetException.class, 3000, 400_000);
        figures.add(
                String.format("IDX reader fuzzed on the JVM, %,d inputs", inputs),
                String.format("%,d refused as declared, 0 otherwise; memory bounded", idx));
        assertThat(idx).isBetween(inputs / 4, inputs - 1);
    }

    /** How many of so many files that are nearly good ones are refused, as they may be; each is read. */
    private static int refused(
            List<byte[]> good,
            int inputs,
            Consumer<byte[]> reader,
            Class<? extends Exception> declared,
            long each,
            long besides)
            throws Exception {
        AtomicInteger refused = new AtomicInteger();
        Fuzz.feed(
                NearlyGood.of(good),
                inputs,
                Runtime.getRuntime().availableProcessors(),
                () -> new BytesReader(reader, declared, each, besides, refused));
        return refused.get();
    }
}
