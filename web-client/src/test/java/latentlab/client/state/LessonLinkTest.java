package latentlab.client.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import latentlab.theory.AffineMap;
import latentlab.theory.CircularLoss;
import latentlab.theory.StudyExpression;
import latentlab.theory.Surface;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links to the pages about theory: any state there and back, 100 times. */
class LessonLinkTest {
    private final Random random = new Random(1);

    private static Fragment again(Fragment fragment) {
        return Fragment.parse(fragment.toString());
    }

    private double hundredths() {
        return (random.nextInt(500) - 250) / 100.0;
    }

    private AffineMap map() {
        return new AffineMap(hundredths(), hundredths(), hundredths(), hundredths(), hundredths(), hundredths());
    }

    private Source digit() {
        return random.nextBoolean() ? null : new Source(null, random.nextInt(10_000), "mnist");
    }

    @Test
    void everyStateComesBack() {
        for (int round = 0; round < 100; round++) {
            AffineMapsState maps = new AffineMapsState(
                    random.nextBoolean() ? "" : "m", random.nextBoolean() ? null : map(), map(), digit());
            assertThat(AffineMapsState.read(again(maps.write()))).isEqualTo(maps);

            StoppingState stopping = new StoppingState(
                    StoppingState.SURFACES.get(random.nextInt(4)),
                    random.nextBoolean() ? Double.NaN : hundredths(),
                    hundredths(),
                    random.nextInt(10) - 9,
                    random.nextBoolean(),
                    bounds(5),
                    random.nextInt(50) - 1,
                    random.nextBoolean() ? "" : "mnist-c32-d15-s0",
                    bounds(5));
            StoppingState opened = StoppingState.read(again(stopping.write()));
            assertThat(opened.write().toString()).isEqualTo(stopping.write().toString());
            assertThat(Double.compare(opened.x(), stopping.x())).isZero();
            assertThat(opened.until()).isEqualTo(stopping.until());
            assertThat(opened.tried()).isEqualTo(stopping.tried());
            assertThat(opened.step()).isEqualTo(stopping.step());

            StationaryPointsState point = new StationaryPointsState(
                    Surface.values()[random.nextInt(Surface.values().length)],
                    hundredths(),
                    hundredths(),
                    random.nextBoolean());
            assertThat(StationaryPointsState.read(again(point.write()))).isEqualTo(point);

            AnglesState angles = new AnglesState(
                    random.nextInt(360),
                    random.nextInt(360),
                    digit(),
                    random.nextInt(360),
                    random.nextInt(360),
                    CircularLoss.values()[random.nextInt(5)]);
            assertThat(AnglesState.read(again(angles.write()))).isEqualTo(angles);

            StudyExpression expression = StudyExpression.values()[random.nextInt(4)];
            List<Integer> functions = new ArrayList<>();
            for (int i = 0; i < expression.functions(); i++) {
                functions.add(random.nextInt(expression.choices(i).length));
            }
            ChainRuleState chain = new ChainRuleState(
                    "",
                    expression,
                    functions,
                    List.of(random.nextInt(400) / 100.0 - 2, 1.5, -0.25),
                    digit(),
                    random.nextBoolean());
            assertThat(ChainRuleState.read(again(chain.write())).write().toString())
                    .isEqualTo(chain.write().toString());
            assertThat(ChainRuleState.read(again(chain.write())).functions()).isEqualTo(functions);

            AutoencoderState code = new AutoencoderState(
                    "m", digit(), 1 + random.nextInt(15), random.nextInt(102) - 1, digit(), random.nextInt(101));
            assertThat(AutoencoderState.read(again(code.write()))).isEqualTo(code);
        }
    }

    private List<Bound> bounds(int count) {
        List<Bound> bounds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            bounds.add(new Bound(random.nextInt(30) - 15, random.nextBoolean()));
        }
        return bounds;
    }

    @Test
    void anEmptyLinkIsThePageAsItIsOpened() {
        Fragment empty = Fragment.parse("");
        assertThat(AffineMapsState.read(empty).write().toString()).isEmpty();
        assertThat(StoppingState.read(empty).write().toString()).isEmpty();
        assertThat(StationaryPointsState.read(empty).write().toString()).isEmpty();
        assertThat(AnglesState.read(empty).write().toString()).isEmpty();
        assertThat(AnglesState.read(empty)).isEqualTo(AnglesState.FIRST);
        assertThat(ChainRuleState.read(empty).write().toString()).isEmpty();
        assertThat(AutoencoderState.read(empty).write().toString()).isEmpty();
    }

    @Test
    void linksFromBeforeTimeAndIterationsWereTriedAreRead() {
        assertThat(StoppingState.read(Fragment.parse("tried=900.2.10")).tried())
                .containsExactly(
                        new Bound(900, true),
                        new Bound(2, true),
                        new Bound(10, true),
                        new Bound(50, false),
                        new Bound(30, false));
    }

    @Test
    void linksFromBeforeAConditionKeptItsBoundAreRead() {
        StoppingState opened = StoppingState.read(Fragment.parse("until=-6.-999.9.4.-999&tried=900.-999.15.50.30"));
        assertThat(opened.until())
                .containsExactly(
                        new Bound(-6, true),
                        new Bound(-8, false),
                        new Bound(9, true),
                        new Bound(4, true),
                        new Bound(-6, false));
        assertThat(opened.tried().get(1)).isEqualTo(new Bound(1, false));
        assertThat(opened.write().toString())
                .isEqualTo("#until=-6.-8.9.4.-6&without=25&tried=900.1.15.50.30&untried=2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f=1.2.3&g=x&until=1.2.3.4&start=5&step=a&at=&dial=1&turn=x.y&loss=none&expression=no&functions=9&number=0.5",
                "f=1.2.3.4.5.6.7&until=1.2.3.4.5.6&start=1.&dial=1.2.3&turn=.&functions=-1&number=3.101&alpha=101&surface=hill",
                "f=--1.0.0.0.0.0&start=99999999.1&dial=1.99999999&number=1.-1&alpha=-1&tried=1.1"
            })
    void nonsenseIsTheDefault(String hash) {
        Fragment fragment = Fragment.parse(hash);
        assertThat(AffineMapsState.read(fragment).first()).isNull();
        assertThat(StoppingState.read(fragment).write().toString()).isEmpty();
        assertThat(AnglesState.read(fragment)).isEqualTo(AnglesState.FIRST);
        assertThat(ChainRuleState.read(fragment).write().toString()).isEmpty();
        assertThat(AutoencoderState.read(fragment).write().toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1",
        "1, 2, 2",
        "2, 5, 5",
        "3, 10, 10",
        "8, 500, 500",
        "-1, 0.5, 0.5",
        "-3, 0.1, 0.1",
        "-8, 0.002, 0.002"
    })
    void theScaleOfSteps(int place, double number, String text) {
        assertThat(Steps.at(place)).isEqualTo(number);
        assertThat(Steps.text(place)).isEqualTo(text);
        assertThat(Steps.place(number)).isEqualTo(place);
    }
}
