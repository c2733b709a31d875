package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Pictures and films that visitors take along are read by other programs. */
@ExtendWith(SiteExtension.class)
class TakenPicturesTest {
    private static final int PNG_SCALE = 10;
    private static final int GIF_SCALE = 6;
    private static final int GAP = 2;
    private static final String[] PICTURES = {"#seen", "#reconstruction", "#difference"};

    /** Red, green and blue (28,28) of a canvas. */
    private static int[] colours(Visit visit, String canvas) {
        int[] red = visit.channel(canvas, 0);
        int[] green = visit.channel(canvas, 1);
        int[] blue = visit.channel(canvas, 2);
        int[] colours = new int[784];
        for (int i = 0; i < 784; i++) {
            colours[i] = red[i] << 16 | green[i] << 8 | blue[i];
        }
        return colours;
    }

    /** One picture of a row of enlarged ones; every pixel of an enlarged pixel is the same. */
    private static int[] picture(BufferedImage row, int place, int scale) {
        int[] colours = new int[784];
        for (int y = 0; y < 28 * scale; y++) {
            for (int x = 0; x < 28 * scale; x++) {
                int colour = row.getRGB(place * scale * (28 + GAP) + x, y) & 0xffffff;
                int pixel = 28 * (y / scale) + x / scale;
                if (x % scale == 0 && y % scale == 0) {
                    colours[pixel] = colour;
                }
                assertThat(colour).isEqualTo(colours[pixel]);
            }
        }
        return colours;
    }

    @Test
    void threePicturesAsPngAndSvg(Site site) throws Exception {
        try (Visit visit = Visit.still(site, "")) {
            visit.draw(0.3, 0.2, 0.7, 0.25, 0.4, 0.8);
            visit.page().locator(".bar").first().press("End");
            visit.frame();
            Download file = TakeAlong.press(visit, "Pictures as PNG");
            assertThat(file.suggestedFilename()).isEqualTo("reconstruction-mnist-c32-d15-s0.png");
            BufferedImage png = ImageIO.read(file.path().toFile());
            assertThat(png.getWidth()).isEqualTo(PNG_SCALE * (3 * 28 + 2 * GAP));
            assertThat(png.getHeight()).isEqualTo(PNG_SCALE * 28);
            Element svg = svg(TakeAlong.press(visit, "as SVG"));
            for (int i = 0; i < 3; i++) {
                int[] shown = colours(visit, PICTURES[i]);
                assertThat(picture(png, i, PNG_SCALE)).as(PICTURES[i]).isEqualTo(shown);
                assertThat(picture(svg, i)).as(PICTURES[i]).isEqualTo(shown);
            }
            assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
                    .isEqualTo(visit.address());
            assertThat(svg.getElementsByTagName("text").item(0).getTextContent())
                    .isEqualTo("The network sees");
        }
    }

    @Test
    void theStripAsPngAndSvg(Site site) throws Exception {
        try (Visit visit = Visit.still(site, "interpolate")) {
            BufferedImage png =
                    ImageIO.read(TakeAlong.press(visit, "Strip as PNG").path().toFile());
            assertThat(png.getWidth()).isEqualTo(PNG_SCALE * (11 * 28 + 10 * GAP));
            Element svg = svg(TakeAlong.press(visit, "as SVG"));
            assertThat(svg.getElementsByTagName("text").getLength()).isEqualTo(11);
            assertThat(svg.getElementsByTagName("text").item(3).getTextContent())
                    .isEqualTo("α = 0.3");
            for (int i = 0; i < 11; i++) {
                int[] shown = colours(visit, "#frames button:nth-of-type(" + (i + 1) + ") canvas");
                assertThat(picture(png, i, PNG_SCALE)).as("frame " + i).isEqualTo(shown);
                assertThat(picture(svg, i)).as("frame " + i).isEqualTo(shown);
            }
        }
    }

    /** The path across the map of codes, and the one through several that were mixed. */
    @ParameterizedTest
    @CsvSource({"map#b=2&a=61, #frames, 11, path", "mix#route=A3B, #route-frames, 21, route"})
    void pathsOfCodesAsPicturesAndFilm(String page, String frames, int count, String name, Site site) throws Exception {
        try (Visit visit = CodeSpace.open(site, page)) {
            Download file = TakeAlong.press(visit, "Path as PNG");
            assertThat(file.suggestedFilename()).isEqualTo(name + "-mnist-c32-d15-s0.png");
            BufferedImage png = ImageIO.read(file.path().toFile());
            assertThat(png.getWidth()).isEqualTo(PNG_SCALE * (count * 28 + (count - 1) * GAP));
            Element svg = svg(TakeAlong.press(visit, "as SVG"));
            assertThat(svg.getElementsByTagName("text").getLength()).isEqualTo(count);
            assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
                    .isEqualTo(visit.address());
            ImageReader film = film(TakeAlong.press(visit, "Film as GIF"));
            assertThat(film.getNumImages(true)).as("there and back").isEqualTo(80);
            for (int i = 0; i < count; i++) {
                int[] shown = colours(visit, frames + " button:nth-of-type(" + (i + 1) + ") canvas");
                assertThat(picture(png, i, PNG_SCALE)).as("frame " + i).isEqualTo(shown);
                assertThat(picture(svg, i)).as("frame " + i).isEqualTo(shown);
                assertThat(picture(film.read(40 * i / (count - 1)), 0, GIF_SCALE))
                        .as("frame " + i)
                        .isEqualTo(shown);
            }
            assertThat(colours(visit, frames + " button:first-of-type canvas"))
                    .isNotEqualTo(colours(visit, frames + " button:last-of-type canvas"));
            assertThat(hold(film, 0)).isEqualTo(100);
            assertThat(hold(film, 41)).isEqualTo(5);
        }
    }

    private static Element svg(Download file) throws Exception {
        return DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(file.path().toFile())
                .getDocumentElement();
    }

    /** What a picture's paths paint, all of it bars one pixel high. */
    private static int[] picture(Element svg, int place) {
        NodeList groups = svg.getElementsByTagName("g");
        Element group = (Element) groups.item(1 + place); // the first holds all
        assertThat(group.getAttribute("transform")).isEqualTo("translate(" + place * (28 + GAP) + ")");
        NodeList paths = group.getElementsByTagName("path");
        int[] colours = new int[784];
        int painted = 0;
        for (int i = 0; i < paths.getLength(); i++) {
            Element path = (Element) paths.item(i);
            int colour = Integer.parseInt(path.getAttribute("fill").substring(1), 16);
            Matcher bars = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z").matcher(path.getAttribute("d"));
            while (bars.find()) {
                for (int x = 0; x < Integer.parseInt(bars.group(3)); x++) {
                    colours[28 * Integer.parseInt(bars.group(2)) + Integer.parseInt(bars.group(1)) + x] = colour;
                    painted++;
                }
            }
        }
        assertThat(painted).as("every pixel once").isEqualTo(784);
        return colours;
    }

    @Test
    void thePathAsAFilm(Site site) throws IOException {
        try (Visit visit = Visit.still(site, "interpolate#path=spherical")) {
            ImageReader film = film(TakeAlong.press(visit, "Film as GIF"));
            assertThat(film.getNumImages(true)).as("there and back").isEqualTo(80);
            assertThat(film.getWidth(0)).isEqualTo(28 * GIF_SCALE);
            for (int i = 0; i <= 10; i++) {
                int[] shown = colours(visit, "#frames button:nth-of-type(" + (i + 1) + ") canvas");
                assertThat(picture(film.read(4 * i), 0, GIF_SCALE))
                        .as("α = 0." + i)
                        .isEqualTo(shown);
                if (i > 0 && i < 10) {
                    assertThat(picture(film.read(80 - 4 * i), 0, GIF_SCALE)).isEqualTo(shown);
                }
            }
            assertThat(hold(film, 0)).isEqualTo(100);
            assertThat(hold(film, 1)).isEqualTo(5);
        }
    }

    @Test
    void theDrawingAsAFilm(Site site) throws IOException {
        try (Visit visit = Visit.still(site, "")) {
            visit.draw(0.3, 0.2, 0.7, 0.25, 0.4, 0.8);
            visit.draw(0.2, 0.5, 0.6, 0.5);
            ImageReader film = film(TakeAlong.press(visit, "Film as GIF"));
            assertThat(film.getNumImages(true)).isEqualTo(41);
            assertThat(film.getWidth(0)).isEqualTo((2 * 28 + GAP) * GIF_SCALE);
            assertThat(picture(film.read(0), 0, GIF_SCALE))
                    .as("nothing drawn yet")
                    .containsOnly(0);
            assertThat(picture(film.read(40), 0, GIF_SCALE)).isEqualTo(colours(visit, "#seen"));
            assertThat(picture(film.read(40), 1, GIF_SCALE)).isEqualTo(colours(visit, "#reconstruction"));
            assertThat(picture(film.read(20), 0, GIF_SCALE)).isNotEqualTo(picture(film.read(40), 0, GIF_SCALE));
        }
    }

    private static ImageReader film(Download file) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        ImageInputStream input = ImageIO.createImageInputStream(file.path().toFile());
        reader.setInput(input);
        return reader;
    }

    private static int hold(ImageReader film, int frame) throws IOException {
        IIOMetadataNode root = (IIOMetadataNode) film.getImageMetadata(frame).getAsTree("javax_imageio_gif_image_1.0");
        IIOMetadataNode control = (IIOMetadataNode)
                root.getElementsByTagName("GraphicControlExtension").item(0);
        return Integer.parseInt(control.getAttribute("delayTime"));
    }
}
