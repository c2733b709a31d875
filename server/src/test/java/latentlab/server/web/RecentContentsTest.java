package latentlab.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentContentsTest {
    private static final int KB = 1000;

    private final RecentContents contents = new RecentContents(100 * KB);
    private final List<String> made = new ArrayList<>();

    /** Takes its length and, until it is known not to become smaller by compressing, the same again. */
    private Content get(String key, int length) {
        return contents.get(key, () -> {
            made.add(key);
            byte[] bytes = new byte[length];
            new Random(1).nextBytes(bytes);
            return new Content("x", bytes);
        });
    }

    @Test
    void thoseThatWereAskedForLastAreKeptAsFarAsThereIsRoom() {
        for (String key : List.of("a", "b", "a", "c", "a", "d", "a", "b")) {
            get(key, 15 * KB);
        }
        assertThat(made).containsExactly("a", "b", "c", "d", "b");
        assertThat(contents.find("a")).isPresent();
        assertThat(contents.find("c")).isEmpty();
    }

    @Test
    void manySmallOnesAreKeptAndOneThatNeedsMoreThanAllTheRoomIsNot() {
        for (int i = 0; i < 60; i++) {
            get("small " + i % 30, KB);
        }
        assertThat(made).hasSize(30);
        made.clear();
        get("large", 60 * KB);
        get("large", 60 * KB);
        assertThat(made).containsExactly("large", "large");
        assertThat(contents.find("small 0")).as("no other goes for it").isPresent();
    }

    @Test
    void whatHasBeenCompressedCountsAsItIs() {
        get("a", 45 * KB).compressed(); // which does not make it smaller, so that it is there once
        get("a", 45 * KB);
        get("b", 20 * KB);
        get("a", 45 * KB);
        assertThat(made).containsExactly("a", "b");
    }

    @Test
    void whatCannotBeMadeLeavesNothingBehind() {
        assertThatThrownBy(() -> contents.get("a", () -> {
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        assertThat(contents.find("a")).isEmpty();
        get("a", KB);
        assertThat(made).containsExactly("a");
    }
}
