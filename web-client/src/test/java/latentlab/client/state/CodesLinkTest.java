package latentlab.client.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import latentlab.image.Drawing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links to the map and to mixtures of codes. */
class CodesLinkTest {
    private static final MapState MAP = MapState.read(Fragment.parse(""));
    private static final MixState MIX = MixState.read(Fragment.parse(""));

    private final Random random = new Random(2);

    @Test
    void anEmptyFragmentIsTheDefaultAndTheOtherWayRound() {
        assertThat(MAP)
                .isEqualTo(new MapState(
                        "", null, false, 0, MapWindow.WHOLE, -1, PathEnd.DRAWING, new PathEnd(0), 50, Chosen.NOTHING));
        assertThat(MAP.write().toString()).isEmpty();
        assertThat(MIX.write().toString()).isEmpty();
    }

    @Test
    void everythingOnTheMapIsCarried() {
        for (int round = 0; round < 100; round++) {
            MapWindow window = MapWindow.WHOLE
                    .zoomed(1 + 20 * random.nextDouble(), random.nextDouble(), random.nextDouble())
                    .snapped();
            MapState state = new MapState(
                    round % 2 == 0 ? "" : "mnist-c8",
                    source(),
                    random.nextBoolean(),
                    random.nextInt(10_000),
                    window,
                    random.nextInt(10_000) - 1,
                    end(),
                    end(),
                    random.nextInt(101),
                    chosen());
            MapState opened = MapState.read(Fragment.parse(state.write().toString()));
            assertThat(opened).usingRecursiveComparison().isEqualTo(state);
        }
    }

    @Test
    void everythingMixedIsCarried() {
        for (int round = 0; round < 100; round++) {
            List<Source> slots = new ArrayList<>();
            for (int i = 0; i < Recipe.SLOTS; i++) {
                slots.add(source());
            }
            MixState state = new MixState(
                    round % 2 == 0 ? "" : "mnist-c8",
                    slots,
                    recipe(4),
                    random.nextInt(101),
                    random.nextInt(101),
                    recipe(3),
                    recipe(2 + random.nextInt(MixState.LONGEST - 1)),
                    random.nextInt(101),
                    random.nextBoolean());
            MixState opened = MixState.read(Fragment.parse(state.write().toString()));
            assertThat(opened).usingRecursiveComparison().isEqualTo(state);
        }
    }

    private Source source() {
        return switch (random.nextInt(3)) {
            case 0 -> null;
            case 1 -> new Source(null, random.nextInt(10_000), TestDigit.MNIST);
            default -> {
                PenPath pen = new PenPath(Drawing.EMPTY, random.nextFloat(), random.nextFloat());
                for (int i = 0; i < 20; i++) {
                    pen.moveTo(random.nextFloat(), random.nextFloat());
                }
                yield new Source(pen.drawing(), -1, "");
            }
        };
    }

    private PathEnd end() {
        return random.nextBoolean() ? PathEnd.DRAWING : new PathEnd(random.nextInt(10_000));
    }

    private Chosen chosen() {
        return switch (random.nextInt(3)) {
            case 0 -> Chosen.NOTHING;
            case 1 -> new Chosen(random.nextInt(1024), null);
            default -> {
                float[] xs = new float[12];
                float[] ys = new float[12];
                for (int i = 0; i < xs.length; i++) {
                    xs[i] = random.nextFloat();
                    ys[i] = random.nextFloat();
                }
                yield Chosen.inside(xs, ys);
            }
        };
    }

    private String recipe(int length) {
        StringBuilder recipe = new StringBuilder();
        for (int i = 0; i < length; i++) {
            recipe.append("ABCD0123456789".charAt(random.nextInt(14)));
        }
        return recipe.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "map=other",
                "seed=-1",
                "seed=x",
                "view=5000.5000",
                "view=..",
                "view=1.1.999",
                "view=1.1.64001",
                "view=1.1.999999999",
                "a=x",
                "b=-3",
                "alpha=101",
                "chosen=ink.AAAA",
                "chosen=ink.",
                "chosen=x",
                "point=-1"
            })
    void nonsenseOnTheMapIsTheDefault(String hash) {
        assertThat(MapState.read(Fragment.parse(hash))).isEqualTo(MAP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"corners=ABC", "corners=ABCE", "sum=A3", "route=A", "route=AAAAAAAAAAAAA", "u=101", "at=x"})
    void nonsenseInAMixtureIsTheDefault(String hash) {
        assertThat(MixState.read(Fragment.parse(hash))).isEqualTo(MIX);
    }

    @Test
    void aLargeSeedIsTheLargest() {
        assertThat(MapState.seed("123456")).isEqualTo(9999);
        assertThat(MapState.seed("42")).isEqualTo(42);
    }

    @Test
    void whatIsUnderAFingerStaysThereWhileTheMapComesCloser() {
        MapWindow window = new MapWindow(0.4, 0.6, 3);
        MapWindow closer = window.zoomed(2, 0.3, 0.9);
        assertThat(closer.zoom()).isEqualTo(6);
        assertThat(closer.mapX(0.3)).isCloseTo(window.mapX(0.3), within(1e-12));
        assertThat(closer.mapY(0.9)).isCloseTo(window.mapY(0.9), within(1e-12));
        assertThat(closer.screenX(closer.mapX(0.7))).isCloseTo(0.7, within(1e-12));
        assertThat(window.zoomed(1e9, 0.5, 0.5).zoom()).isEqualTo(64);
        assertThat(window.zoomed(1e-9, 0.5, 0.5).zoom()).isEqualTo(1);
    }

    @Test
    void aPushMovesTheMapWithTheFinger() {
        MapWindow window = new MapWindow(0.5, 0.5, 2);
        MapWindow pushed = window.moved(0.2, -0.1);
        assertThat(pushed.screenX(0.5)).isCloseTo(0.7, within(1e-12));
        assertThat(pushed.screenY(0.5)).isCloseTo(0.4, within(1e-12));
        assertThat(window.moved(9, 9).x()).as("its middle stays on the map").isZero();
    }
}
