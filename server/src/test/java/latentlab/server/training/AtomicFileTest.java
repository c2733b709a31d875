package latentlab.server.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void aWritingThatFailsLeavesNothingBehind() throws IOException {
        Path taken = Files.createDirectory(folder.resolve("x"));
        Files.createFile(taken.resolve("in the way"));
        assertThatThrownBy(() -> AtomicFile.write(taken, new byte[1000])).isInstanceOf(IOException.class);
        assertThat(names()).containsExactly("x");
    }

    @Test
    void ofManyWhoWriteAtOnceEachWritesTheWhole() throws Exception {
        Path file = folder.resolve("x");
        ExecutorService writers = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> all = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                byte[] content = new byte[1 << 16];
                Arrays.fill(content, (byte) i);
                all.add(() -> {
                    AtomicFile.write(file, content);
                    return null;
                });
            }
            for (Future<Void> done : writers.invokeAll(all)) {
                done.get();
            }
        } finally {
            writers.shutdownNow();
        }
        byte[] last = Files.readAllBytes(file);
        byte[] whole = new byte[1 << 16];
        Arrays.fill(whole, last[0]);
        assertThat(last).isEqualTo(whole);
        assertThat(names()).containsExactly("x");
    }

    @Test
    void whatAKilledProcessHasLeftGoesInTheEnd() throws IOException {
        FileTime earlier = FileTime.from(Instant.now().minusSeconds(2 * 3600));
        for (String name : List.of("x.part", "x.1.part", "other.part")) {
            Files.setLastModifiedTime(Files.createFile(folder.resolve(name)), earlier);
        }
        Files.createFile(folder.resolve("x.2.part")); // somebody may be writing it
        AtomicFile.write(folder.resolve("x"), new byte[1]);
        assertThat(names()).containsExactlyInAnyOrder("x", "x.2.part", "other.part");
    }
}
