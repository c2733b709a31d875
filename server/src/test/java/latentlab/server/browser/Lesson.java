package latentlab.server.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A visit to a page about theory, with what it takes to work its figures and to read their numbers. */
final class Lesson implements AutoCloseable {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?(e-?\\d+)?");

    private final Visit visit;

    private Lesson(Site site, String path, Browser.NewContextOptions options, boolean standing) {
        visit = new Visit(site, "learn/" + path, options, page -> {
            if (standing) {
                page.clock().install(new Clock.InstallOptions().setTime(0));
                page.clock().pauseAt(1000);
                // what would be timed, and without end while time stands still, never arrives
                page.route("**/decoder.f16.safetensors", route -> {});
            }
        });
        visit.page().waitForSelector("html[data-alive]");
        if (!standing) {
            visit.frame();
        }
    }

    /** Without the opening's motion. */
    static Lesson still(Site site, String path) {
        return new Lesson(site, path, Visit.laptop().setReducedMotion(ReducedMotion.REDUCE), false);
    }

    /** On a phone, without the opening's motion. */
    static Lesson onPhone(Site site, String path) {
        return new Lesson(site, path, Visit.phone().setReducedMotion(ReducedMotion.REDUCE), false);
    }

    /** As everybody sees it, but time stands still until {@link #pass}. */
    static Lesson moving(Site site, String path) {
        return new Lesson(site, path, Visit.laptop(), true);
    }

    /** Lets so many milliseconds pass. */
    void pass(int milliseconds) {
        visit.page().clock().runFor(milliseconds);
    }

    /** The same at once, as for someone who has looked at another window meanwhile. */
    void leap(int milliseconds) {
        visit.page().clock().fastForward(milliseconds);
        pass(100);
    }

    Visit visit() {
        return visit;
    }

    Locator find(String selector) {
        return visit.page().locator(selector);
    }

    /** The text of an element, with hyphens for minus signs. */
    String text(String selector) {
        return plain(find(selector).first().textContent());
    }

    /** All numbers in the text of an element. */
    double[] numbers(String selector) {
        return numbersIn(text(selector));
    }

    double number(String selector) {
        return numbers(selector)[0];
    }

    static double[] numbersIn(String text) {
        return Pattern.compile(NUMBER.pattern())
                .matcher(plain(text))
                .results()
                .map(match -> match.group())
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** A sum such as {@code 0.87·x - 0.50·y + 0.40} as its signed numbers. */
    double[] coefficients(String selector) {
        Matcher matcher = NUMBER.matcher(text(selector).replaceAll("([-+]) ", "$1"));
        return Stream.iterate(matcher.find(), found -> found, found -> matcher.find())
                .mapToDouble(found -> Double.parseDouble(matcher.group()))
                .toArray();
    }

    private static String plain(String text) {
        return text.replace('−', '-').replace(",", "");
    }

    /** An attribute as a number. */
    double attribute(String selector, String name) {
        return Double.parseDouble(find(selector).first().getAttribute(name));
    }

    /** The numbers of a path's d. */
    double[] path(String selector) {
        return numbersIn(find(selector).first().getAttribute("d"));
    }

    void press(String key, int times) {
        for (int i = 0; i < times; i++) {
            visit.page().keyboard().press(key);
        }
        visit.frame();
    }

    /** Focuses something and presses keys. */
    void press(String selector, String key, int times) {
        find(selector).first().focus();
        press(key, times);
    }

    /** Drags with the mouse from the middle of an element by so many CSS pixels. */
    void drag(String selector, double dx, double dy) {
        double[] from = middle(selector);
        visit.page().mouse().move(from[0], from[1]);
        visit.page().mouse().down();
        visit.page().mouse().move(from[0] + dx / 2, from[1] + dy / 2);
        visit.page().mouse().move(from[0] + dx, from[1] + dy);
        visit.page().mouse().up();
        visit.frame();
    }

    /** The same with a finger. */
    void swipe(String selector, double dx, double dy) {
        double[] from = middle(selector);
        visit.touch("touchStart", from[0], from[1]);
        visit.touch("touchMove", from[0] + dx / 2, from[1] + dy / 2);
        visit.touch("touchMove", from[0] + dx, from[1] + dy);
        visit.touch("touchEnd");
        visit.frame();
    }

    double[] middle(String selector) {
        Locator element = find(selector).first();
        element.scrollIntoViewIfNeeded();
        BoundingBox box = element.boundingBox();
        return new double[] {box.x + box.width / 2, box.y + box.height / 2};
    }

    /** CSS pixels for one unit of a plane whose side is that long. */
    double scale(String svg, double side) {
        return find(svg).first().boundingBox().width / side;
    }

    /** The address as it is now, which carries something. */
    String linkWith(String text) {
        visit.page().evaluate("dispatchEvent(new Event('linkwanted'))");
        visit.page().waitForFunction("text => location.hash.includes(text)", text);
        return (String) visit.page().evaluate("location.hash");
    }

    List<String> texts(String selector) {
        return find(selector).allTextContents().stream().map(Lesson::plain).toList();
    }

    @Override
    public void close() {
        visit.close();
    }
}
