package latentlab.weights;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfTest {
    @Test
    void allBitPatternsComeBack() {
        for (int bits = 0; bits <= 0xffff; bits++) {
            float value = Half.toFloat((short) bits);
            if (Float.isNaN(value)) {
                assertThat(bits & 0x7fff).isGreaterThan(0x7c00);
                assertThat(Half.toFloat(Half.fromFloat(value))).isNaN();
            } else {
                assertThat(Half.fromFloat(value) & 0xffff)
                        .as("bits %04x, value %s", bits, value)
                        .isEqualTo(bits);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0x0000, 0", //
        "0x3c00, 1",
        "0xc000, -2",
        "0x3555, 0.333251953125",
        "0x7bff, 65504", // the largest
        "0x0400, 6.103515625e-5", // the smallest normal one, 2⁻¹⁴
        "0x03ff, 6.097555160522461e-5", // the largest below
        "0x0001, 5.960464477539063e-8", // the smallest, 2⁻²⁴
        "0x7c00, Infinity",
        "0xfc00, -Infinity"
    })
    void hasTheValuesOfIeee754(String bits, float value) {
        assertThat(Half.toFloat(Integer.decode(bits).shortValue())).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "1.00048828125, 0x3c00", // halfway between 1 and the next, to the even one below
        "1.00146484375, 0x3c02", // halfway, to the even one above
        "1.00048840046, 0x3c01", // just above halfway
        "65519.996, 0x7bff",
        "65520, 0x7c00", // halfway to what would be 65536
        "1e30, 0x7c00",
        "-1e30, 0xfc00",
        "2.9802322387695312e-8, 0x0000", // half of the smallest, to even
        "2.980233e-8, 0x0001",
        "8.940696716308594e-8, 0x0002", // one and a half of the smallest, to even
        "6.1005353927612305e-5, 0x0400", // halfway between the largest subnormal and the smallest normal
        "-0.0, 0x8000",
        "1e-40, 0x0000"
    })
    void roundsToTheNearestAndTiesToEven(float value, String bits) {
        assertThat(Half.fromFloat(value) & 0xffff).isEqualTo(Integer.decode(bits));
    }
}
