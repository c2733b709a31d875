package latentlab.client.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import latentlab.image.Drawing;
import latentlab.image.NormalizationSteps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeldTest {
    private static final Source EMPTY = new Source(Drawing.EMPTY, -1, "");

    @Test
    void movedNumbersComeThroughALinkExactly() {
        Random random = new Random(3);
        for (int round = 0; round < 100; round++) {
            List<Held.Bar> bars = new ArrayList<>();
            for (int place = random.nextInt(4); place < 30; place += 1 + random.nextInt(9)) {
                bars.add(Held.Bar.of(place, Held.snap(40 * random.nextFloat() - 20)));
            }
            Held held = new Held(bars);
            DrawState state = new DrawState("", EMPTY, NormalizationSteps.ALL, held);
            Held opened =
                    DrawState.read(Fragment.parse(state.write().toString())).held();
            assertThat(opened).isEqualTo(held);
            for (int i = 0; i < bars.size(); i++) {
                assertThat(opened.bars().get(i).value())
                        .isEqualTo(Held.snap(bars.get(i).value()));
            }
        }
    }

    @Test
    void itReads() {
        Held held = new Held(List.of(Held.Bar.of(2, 1.25f), Held.Bar.of(6, -0.08f)));
        assertThat(held.write()).isEqualTo("3:1250,7:-80");
        assertThat(Held.snap(-0.0804f)).isEqualTo(-0.08f);
    }

    @ParameterizedTest
    @CsvSource({"0:5", "x:5", "3:", "3:--5", "3:5.0", "3", ":", "',,'", "-3:5", "3:999999999"})
    void nonsenseMovesNothing(String text) {
        assertThat(Held.read(text)).isEqualTo(Held.NONE);
        assertThat(Held.read(text + ",2:7").bars()).containsExactly(new Held.Bar(1, 7));
    }

    @Test
    void withoutAPictureThereIsNoCodeToMove() {
        assertThat(DrawState.read(Fragment.parse("code=1:5")).held()).isEqualTo(Held.NONE);
        assertThat(DrawState.read(Fragment.parse("digit=none&code=1:5")).held()).isEqualTo(Held.read("1:5"));
    }
}
