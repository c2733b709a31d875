package latentlab.server.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;

/** What must hold for every slider, drawing surface and point of a page: keys, mouse and finger change it. */
final class Figures {
    private static final String WORKED = Controls.script("figures.js");

    /** As long as a busy machine may take to show what a finger did, in ms. */
    private static final int LONG = 60_000;

    /** A box of this width in CSS pixels is dragged within; what is smaller is a grip, dragged away. */
    private static final double WIDE = 90;

    private final Visit visit;
    private final Page page;
    private final SoftAssertions all;

    /** @param all is told what does not hold */
    Figures(Visit visit, SoftAssertions all) {
        this.visit = visit;
        this.all = all;
        page = visit.page();
    }

    void answerKeysMouseAndFinger() {
        page.evaluate(WORKED);
        for (Object figure : (List<?>) page.evaluate("figures.all()")) {
            Map<?, ?> one = (Map<?, ?>) figure;
            Object place = one.get("place");
            String name = page.url() + ": " + one.get("name");
            look(place);
            page.evaluate("place => figures.focus(place)", place);
            for (Object key : (List<?>) one.get("keys")) {
                page.keyboard().press((String) key);
            }
            changes(place, name + " by keys");

            double[] way = way(look(place), 0.35, 0.6, -25, 18);
            page.mouse().move(way[0], way[1]);
            page.mouse().down();
            page.mouse().move((way[0] + way[2]) / 2, (way[1] + way[3]) / 2);
            page.mouse().move(way[2], way[3]);
            page.mouse().up();
            changes(place, name + " by mouse");

            way = way(look(place), 0.7, 0.3, 22, -16);
            Object before = page.evaluate("scrollY");
            visit.touch("touchStart", way[0], way[1]);
            for (double share = 0.25; share <= 1; share += 0.25) {
                visit.touch("touchMove", way[0] + share * (way[2] - way[0]), way[1] + share * (way[3] - way[1]));
            }
            visit.touch("touchEnd");
            changes(place, name + " by finger");
            all.assertThat(page.evaluate("scrollY"))
                    .as(name + ": the finger scrolls the page, too")
                    .isEqualTo(before);
        }
    }

    /** What is led sideways or by its points alone lets a finger that goes up scroll the page. */
    void letThePageScroll() {
        page.evaluate(WORKED);
        for (Object start : (List<?>) page.evaluate("figures.scrollers()")) {
            List<?> at = (List<?>) start;
            double x = ((Number) at.get(0)).doubleValue();
            double y = ((Number) at.get(1)).doubleValue();
            Object before = page.evaluate("scrollY");
            visit.touch("touchStart", x, y);
            for (int i = 1; i <= 8; i++) {
                visit.touch("touchMove", x, y - 20 * i);
            }
            visit.touch("touchEnd");
            awaited("before => Math.abs(scrollY - before) > 40", before, page.url() + " scrolls under a finger");
        }
    }

    /** Brings it into view. */
    private List<?> look(Object place) {
        return (List<?>) page.evaluate("place => figures.look(place)", place);
    }

    /** {x, y} from and to: shares of a wide box, from one to the other, or a way from the middle of a small one. */
    private static double[] way(List<?> box, double from, double to, double dx, double dy) {
        double[] b = box.stream()
                .mapToDouble(number -> ((Number) number).doubleValue())
                .toArray();
        double y = b[1] + b[3] / 2;
        if (b[2] > WIDE) {
            double down = b[3] > WIDE ? 0.1 * b[3] : 0;
            return new double[] {b[0] + from * b[2], y, b[0] + to * b[2], y + down};
        }
        double x = b[0] + b[2] / 2;
        return new double[] {x, y, x + dx, y + dy};
    }

    private void changes(Object place, String name) {
        awaited("place => figures.isOther(place)", place, name + " changes");
    }

    private void awaited(String condition, Object argument, String what) {
        try {
            page.waitForFunction(
                    condition,
                    argument,
                    new Page.WaitForFunctionOptions().setPollingInterval(50).setTimeout(LONG));
        } catch (TimeoutError never) {
            all.fail(what + ": never");
        }
    }
}
