package latentlab.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The icons in pixels are the drawn one, {@code icon.svg}. {@code mvn test -Dtest=IconsTest -Dicons.write=true} makes them
 * anew when that one has changed.
 */
class IconsTest {
    private static final Path PUBLIC = Path.of("src", "main", "resources", "public");
    private static final Pattern LINE = Pattern.compile("M([\\d.]+) ([\\d.]+)v([\\d.]+)");
    private static final double SIDE = 32; // of the drawn icon

    @ParameterizedTest
    @CsvSource({"180.png, 180, full", "192.png, 192, round", "512.png, 512, round", "maskable-512.png, 512, masked"})
    void isTheDrawnOne(String name, int side, String form) throws IOException {
        BufferedImage expected = render(side, form);
        Path file = PUBLIC.resolve("icons").resolve(name);
        if (Boolean.getBoolean("icons.write")) {
            Files.createDirectories(file.getParent());
            ImageIO.write(expected, "png", file.toFile());
        }
        assertThat(Files.size(file)).isLessThan(12_000);
        BufferedImage found = ImageIO.read(file.toFile());
        assertThat(found.getWidth()).isEqualTo(side);
        assertThat(found.getHeight()).isEqualTo(side);
        int largest = 0;
        for (int i = 0; i < side * side * 4; i++) {
            int shift = 8 * (i % 4);
            int a = found.getRGB(i / 4 % side, i / 4 / side) >> shift & 0xff;
            int b = expected.getRGB(i / 4 % side, i / 4 / side) >> shift & 0xff;
            largest = Math.max(largest, Math.abs(a - b));
        }
        assertThat(largest).as("Java versions may smooth edges differently").isLessThan(32);
    }

    /** Systems cut a masked icon to a shape of their own, but leave a circle of 80 % (W3C, Web Application Manifest). */
    private static BufferedImage render(int side, String form) throws IOException {
        String svg = Files.readString(PUBLIC.resolve("icon.svg"));
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.scale(side / SIDE, side / SIDE);
        graphics.setColor(Color.decode(found(svg, "<rect [^>]*fill=\"(#[0-9a-f]{6})\"")));
        double radius = form.equals("round") ? Double.parseDouble(found(svg, "rx=\"([\\d.]+)\"")) : 0;
        graphics.fill(new RoundRectangle2D.Double(0, 0, SIDE, SIDE, 2 * radius, 2 * radius));
        double scale = form.equals("masked") ? 0.75 : 1;
        graphics.translate(SIDE / 2, SIDE / 2);
        graphics.scale(scale, scale);
        graphics.translate(-SIDE / 2, -SIDE / 2);
        graphics.setColor(Color.WHITE);
        graphics.setStroke(new BasicStroke(
                Float.parseFloat(found(svg, "stroke-width=\"([\\d.]+)\"")),
                BasicStroke.CAP_ROUND,
                BasicStroke.JOIN_ROUND));
        Path2D lines = new Path2D.Double();
        for (MatchResult line :
                LINE.matcher(found(svg, " d=\"([^\"]+)\"")).results().toList()) {
            double x = Double.parseDouble(line.group(1));
            double y = Double.parseDouble(line.group(2));
            lines.moveTo(x, y);
            lines.lineTo(x, y + Double.parseDouble(line.group(3)));
        }
        graphics.draw(lines);
        graphics.dispose();
        return image;
    }

    private static String found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }
}
