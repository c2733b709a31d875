package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The ten colours of digits, eight of which are those of series, as people see them who lack a kind of cones. */
@ExtendWith(SiteExtension.class)
class PaletteTest {
    /**
     * What becomes of linear red, green and blue without the cones for long, middle or short waves: the matrices of severity
     * 1.0 of Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of color vision deficiency",
     * IEEE Transactions on Visualization and Computer Graphics 15(6), 2009.
     */
    private static final Map<String, double[][]> EYES = Map.of(
            "three kinds of cones", new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
            "protanopia",
                    new double[][] {
                        {0.152286, 1.052583, -0.204868},
                        {0.114503, 0.786281, 0.099216},
                        {-0.003882, -0.048116, 1.051998}
                    },
            "deuteranopia",
                    new double[][] {
                        {0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}
                    },
            "tritanopia",
                    new double[][] {
                        {1.255528, -0.076749, -0.178779},
                        {-0.078411, 0.930809, 0.147602},
                        {0.004733, 0.691367, 0.303900}
                    });

    /** Ten in the formula of 2000 are told apart at a glance, one hardly side by side. */
    private static final double FAR = 10;

    /** Of the ten digits and of the ground. */
    private static final String COLOURS =
            "() => { const probe = document.body.appendChild(document.createElement('i'));"
                    + " const rgb = text => { probe.style.color = text; return getComputedStyle(probe).color.match(/[\\d.]+/g).map(Number); };"
                    + " const style = getComputedStyle(document.documentElement);"
                    + " return [...Array.from({length: 10}, (_, i) => `--digit-${i}`), '--pico-background-color']"
                    + ".map(name => rgb(style.getPropertyValue(name))); }";

    @Test
    void digitsAreToldApartByEveryEyeAndFromTheGround(Site site) {
        try (Visit visit = new Visit(site, "map", Visit.laptop().setJavaScriptEnabled(false))) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                visit.page()
                        .emulateMedia(new Page.EmulateMediaOptions()
                                .setColorScheme(scheme)
                                .setMedia(Media.SCREEN));
                List<double[]> colours = ((List<?>) visit.page().evaluate(COLOURS))
                        .stream().map(colour -> linear((List<?>) colour)).toList();
                double[] ground = colours.get(10);
                for (int digit = 0; digit < 10; digit++) {
                    double contrast = contrast(colours.get(digit), ground);
                    // a reader's digits are written in the first two
                    assertThat(contrast).as(scheme + ", " + digit).isGreaterThan(digit < 2 ? 4.5 : 3);
                    for (int other = 0; other < digit; other++) {
                        for (Map.Entry<String, double[][]> eye : EYES.entrySet()) {
                            double[] one = lab(seen(eye.getValue(), colours.get(digit)));
                            double[] two = lab(seen(eye.getValue(), colours.get(other)));
                            assertThat(difference(one, two))
                                    .as("%s, %s: %d and %d", scheme, eye.getKey(), digit, other)
                                    .isGreaterThan(FAR);
                        }
                    }
                }
            }
        }
    }

    /** The pairs of the formula's authors (table 1, numbers 1, 7, 13, 17 and 24). */
    @Test
    void theDifferenceIsThatOfItsAuthors() {
        double[][] pairs = {
            {50, 2.6772, -79.7751, 50, 0, -82.7485, 2.0425},
            {50, 0, 0, 50, -1, 2, 2.3669},
            {50, -0.001, 2.49, 50, 0.0011, -2.49, 4.7461},
            {50, 2.5, 0, 73, 25, -18, 27.1492},
            {22.7233, 20.0904, -46.694, 23.0331, 14.973, -42.5619, 2.0373},
        };
        for (double[] pair : pairs) {
            double[] one = {pair[0], pair[1], pair[2]};
            double[] two = {pair[3], pair[4], pair[5]};
            assertThat(Math.round(1e4 * difference(one, two))).isEqualTo(Math.round(1e4 * pair[6]));
        }
    }

    private static double[] linear(List<?> rgb) {
        return rgb.stream()
                .limit(3)
                .mapToDouble(value -> ((Number) value).doubleValue() / 255)
                .map(v -> v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4))
                .toArray();
    }

    private static double contrast(double[] one, double[] other) {
        double y1 = 0.2126 * one[0] + 0.7152 * one[1] + 0.0722 * one[2];
        double y2 = 0.2126 * other[0] + 0.7152 * other[1] + 0.0722 * other[2];
        return (Math.max(y1, y2) + 0.05) / (Math.min(y1, y2) + 0.05);
    }

    private static double[] seen(double[][] eye, double[] rgb) {
        double[] seen = new double[3];
        for (int i = 0; i < 3; i++) {
            double sum = eye[i][0] * rgb[0] + eye[i][1] * rgb[1] + eye[i][2] * rgb[2];
            seen[i] = Math.max(0, Math.min(1, sum));
        }
        return seen;
    }

    /** CIELAB of linear sRGB, by D65. */
    private static double[] lab(double[] rgb) {
        double x = f((0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2]) / 0.95047);
        double y = f(0.2126729 * rgb[0] + 0.7151522 * rgb[1] + 0.0721750 * rgb[2]);
        double z = f((0.0193339 * rgb[0] + 0.1191920 * rgb[1] + 0.9503041 * rgb[2]) / 1.08883);
        return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    private static double f(double t) {
        return t > 216.0 / 24389 ? Math.cbrt(t) : (24389.0 / 27 * t + 16) / 116;
    }

    /** CIEDE2000, as in Sharma, Wu and Dalal, Color Research and Application 30(1), 2005. */
    private static double difference(double[] p, double[] q) {
        double meanC = (Math.hypot(p[1], p[2]) + Math.hypot(q[1], q[2])) / 2;
        double stretch = 1.5 - 0.5 * Math.sqrt(Math.pow(meanC, 7) / (Math.pow(meanC, 7) + Math.pow(25, 7)));
        double c1 = Math.hypot(stretch * p[1], p[2]);
        double c2 = Math.hypot(stretch * q[1], q[2]);
        double h1 = (Math.toDegrees(Math.atan2(p[2], stretch * p[1])) + 360) % 360;
        double h2 = (Math.toDegrees(Math.atan2(q[2], stretch * q[1])) + 360) % 360;
        boolean grey = c1 * c2 == 0;
        double dh = grey ? 0 : h2 - h1 > 180 ? h2 - h1 - 360 : h2 - h1 < -180 ? h2 - h1 + 360 : h2 - h1;
        double h = grey
                ? h1 + h2
                : Math.abs(h1 - h2) <= 180 ? (h1 + h2) / 2 : h1 + h2 < 360 ? (h1 + h2) / 2 + 180 : (h1 + h2) / 2 - 180;
        double light = (p[0] + q[0]) / 2 - 50;
        double c = (c1 + c2) / 2;
        double t = 1 - 0.17 * cos(h - 30) + 0.24 * cos(2 * h) + 0.32 * cos(3 * h + 6) - 0.2 * cos(4 * h - 63);
        double byL = (q[0] - p[0]) / (1 + 0.015 * light * light / Math.sqrt(20 + light * light));
        double byC = (c2 - c1) / (1 + 0.045 * c);
        double byH = 2 * Math.sqrt(c1 * c2) * Math.sin(Math.toRadians(dh / 2)) / (1 + 0.015 * c * t);
        double turn = Math.toRadians(60 * Math.exp(-Math.pow((h - 275) / 25, 2)));
        double both = -Math.sin(turn) * 2 * Math.sqrt(Math.pow(c, 7) / (Math.pow(c, 7) + Math.pow(25, 7)));
        return Math.sqrt(byL * byL + byC * byC + byH * byH + both * byC * byH);
    }

    private static double cos(double degrees) {
        return Math.cos(Math.toRadians(degrees));
    }
}
