package latentlab.weights;

/** IEEE 754 binary16, for files of half the size. */
public final class Half {
    private Half() {}

    /** The value of 16 bits; exact. */
    public static float toFloat(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0) {
            float magnitude = fraction * 0x1p-24f;
            return sign != 0 ? -magnitude : magnitude;
        }
        if (exponent == 0x1f) {
            return Float.intBitsToFloat(sign | 0x7f800000 | fraction << 13);
        }
        return Float.intBitsToFloat(sign | (exponent + 112) << 23 | fraction << 13);
    }

    /** The nearest 16 bits, ties to even; too large a value becomes infinite. */
    public static short fromFloat(float value) {
        int bits = Float.floatToIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int magnitude = bits & 0x7fffffff;
        if (magnitude > 0x7f800000) {
            return (short) (sign | 0x7e00);
        }
        if (magnitude >= 0x477ff000) {
            return (short) (sign | 0x7c00);
        }
        if (magnitude < 0x38800000) {
            // below the smallest normal value: count in units of 2⁻²⁴; adding 2²³·2⁻²⁴ rounds to even
            float shifted = Float.intBitsToFloat(magnitude) + 0.5f;
            return (short) (sign | Float.floatToIntBits(shifted) - 0x3f000000);
        }
        int odd = magnitude >>> 13 & 1;
        return (short) (sign | magnitude + 0xfff + odd - 0x38000000 >>> 13);
    }
}
