package latentlab.server.browser;

import com.microsoft.playwright.options.BoundingBox;

/** What a visitor does on the map of the codes, and what it shows then. */
final class OnMap {
    /** Numbers in a code of the model that it opens with. */
    static final int D = 15;
    /** Test digits, each a point. */
    static final int ALL = 10_000;

    private OnMap() {}

    /** Puts the mouse on a place of the map, in [0,1]. */
    static void pointAt(Visit visit, double x, double y) {
        visit.page().locator("#marks").evaluate("map => map.scrollIntoView({block: 'nearest'})");
        BoundingBox box = visit.page().locator("#marks").boundingBox();
        visit.page().mouse().move(box.x + x * box.width, box.y + y * box.height);
        visit.frame();
    }

    static String text(Visit visit, String selector) {
        return visit.page().locator(selector).textContent();
    }

    static void drag(Visit visit, double... points) {
        for (int i = 0; i < points.length; i += 2) {
            pointAt(visit, points[i], points[i + 1]);
            if (i == 0) {
                visit.page().mouse().down();
            }
        }
        visit.page().mouse().up();
        visit.frame();
    }

    static int count(Visit visit) {
        return Integer.parseInt(text(visit, "#chosen-count").replaceAll("\\D", ""));
    }

    static int mix(Visit visit, int digit) {
        return Integer.parseInt(
                visit.page().locator("#chosen tbody .count").nth(digit).textContent());
    }

    static String pixels(Visit visit, String canvas) {
        return (String) visit.page().locator(canvas).evaluate("canvas => canvas.toDataURL()");
    }
}
