package latentlab.server.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import latentlab.server.dataset.LabelledImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCodesTest {
    @TempDir
    private Path folder;

    private static LabelledImages images(int count) {
        byte[] pixels = new byte[count * 784];
        new Random(2).nextBytes(pixels);
        return new LabelledImages(pixels, new byte[count]);
    }

    @Test
    void areKeptAndMadeAgainWhereTheFileIsDamaged() throws IOException {
        Model model = RandomModels.model("small", 4, 3);
        LabelledImages images = images(600);
        float[] codes = new TestCodes(null).of(model, images);
        assertThat(codes).hasSize(1800);
        Path kept = folder.resolve("codes");
        assertThat(new TestCodes(kept).of(model, images)).isEqualTo(codes);
        List<Path> files;
        try (Stream<Path> list = Files.list(kept)) {
            files = list.toList();
        }
        assertThat(files).hasSize(1);
        assertThat(Files.size(files.get(0))).isEqualTo(4 * 1800 + 4);
        assertThat(new TestCodes(kept).of(model, images)).isEqualTo(codes);
        byte[] whole = Files.readAllBytes(files.get(0));
        byte[] changed = whole.clone();
        changed[1234]++;
        for (byte[] damaged : List.of(new byte[5], new byte[0], new byte[whole.length], changed)) {
            Files.write(files.get(0), damaged);
            assertThat(new TestCodes(kept).of(model, images)).isEqualTo(codes);
            assertThat(Files.readAllBytes(files.get(0))).isEqualTo(whole);
        }
        // other images have a file of their own
        assertThat(new TestCodes(kept).of(model, images(3))).hasSize(9);
    }

    @Test
    void whatCannotBeKeptLeavesNothingBehind() throws IOException {
        Model model = RandomModels.model("small", 4, 3);
        TestCodes codes = new TestCodes(folder);
        float[] expected = codes.of(model, images(2));
        Path file;
        try (Stream<Path> list = Files.list(folder)) {
            file = list.findFirst().orElseThrow();
        }
        Files.delete(file);
        Files.createFile(Files.createDirectory(file).resolve("in the way"));
        assertThat(codes.of(model, images(2))).isEqualTo(expected);
        assertThat(folder).isDirectoryContaining(entry -> entry.equals(file)).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aFolderThatRefusesCostsOnlyTime() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(new TestCodes(file).of(RandomModels.model("small", 4, 3), images(2)))
                .hasSize(6);
    }
}
