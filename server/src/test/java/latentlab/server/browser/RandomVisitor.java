package latentlab.server.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.SelectOption;
import java.util.List;
import java.util.Random;

/** Somebody who does anything that can be done on a page, at random: the same each time. */
final class RandomVisitor {
    /** What a page with a figure about theory is worked by. */
    private static final String WORKED =
            ".workbench :is(select, input[type=range], [role=slider], canvas.surface, input[type=checkbox]):visible";

    /** Those that are chosen. */
    static final String[] MODELS = {"mnist-c32-d15-s0", "mnist-6000-c8-d8-e5-s0"};

    private final Random random = new Random(20);
    private final Visit visit;
    private final Page page;

    RandomVisitor(Visit visit) {
        this.visit = visit;
        page = visit.page();
    }

    void onDraw() {
        switch (random.nextInt(9)) {
            case 0 -> press("#pad [data-do=clear]");
            case 1 -> press("#pad [data-do=undo]");
            case 2 -> {
                press("#pad [data-do=eraser]");
                scribble(page.locator("canvas.surface"));
                press("#pad [data-do=pen]");
            }
            case 3 -> page.locator("#with-step-" + (1 + random.nextInt(4))).click();
            case 4 -> awaitOther("#seen", () -> press("#random"));
            case 5 -> choose(MODELS[random.nextInt(2)]);
            case 6, 7 -> {
                Locator bar = page.locator(".bar")
                        .nth(random.nextInt(page.locator(".bar").count()));
                bar.press(
                        List.of("End", "Home", "PageUp", "ArrowLeft", "Delete").get(random.nextInt(5)));
                BoundingBox track = bar.locator(".track").boundingBox();
                page.mouse().click(track.x + random.nextDouble() * track.width, track.y + track.height / 2);
            }
            default -> scribble(page.locator("canvas.surface"));
        }
    }

    void onInterpolate() {
        String end = random.nextBoolean() ? "#a" : "#b";
        switch (random.nextInt(6)) {
            case 0 -> press(end + " [data-do=clear]");
            case 1 -> awaitOther(end + " canvas.seen", () -> press(end + " .random"));
            case 2 -> page.locator("#alpha").fill(String.valueOf(random.nextInt(101) / 100.0));
            case 3 ->
                page.locator(random.nextBoolean() ? "#linear" : "#spherical").check();
            case 4 -> choose(MODELS[random.nextInt(2)]);
            default -> scribble(page.locator(end + " canvas.surface"));
        }
    }

    void onMap() {
        switch (random.nextInt(9)) {
            case 0 -> press(List.of("#closer", "#away", "#whole").get(random.nextInt(3)));
            case 1 -> OnMap.drag(visit, random.nextDouble(), random.nextDouble(), random.nextDouble(), 0.5);
            case 2 -> {
                press("#lasso");
                double x = 0.6 * random.nextDouble();
                OnMap.drag(visit, x, 0.2, x + 0.3, 0.3, x + 0.2, 0.8);
                press("#lasso");
            }
            case 3 -> press("#digits button:nth-child(" + (1 + random.nextInt(10)) + ")");
            case 4 -> {
                page.locator("#marks").press("ArrowUp");
                page.locator("#marks").press("ArrowLeft");
                page.locator("#marks").press("Enter");
                press(random.nextBoolean() ? "#point-a" : "#point-b");
            }
            case 5 -> page.locator("#alpha").fill(String.valueOf(random.nextInt(101) / 100.0));
            case 6 -> awaitOther("#drawing canvas.seen", () -> press("#drawing .random"));
            case 7 ->
                page.locator(random.nextBoolean() ? "#by-axes" : "#by-neighbours")
                        .check();
            default -> scribble(page.locator("#drawing canvas.surface"));
        }
    }

    void onMix() {
        String slot = "#slot-" + "abcd".charAt(random.nextInt(4));
        switch (random.nextInt(6)) {
            case 0 -> awaitOther(slot + " canvas.seen", () -> press(slot + " .random"));
            case 1 -> {
                Locator ingredient =
                        page.locator(":is(#sum-panel, #sheet-panel) select").nth(random.nextInt(7));
                ingredient.selectOption(new SelectOption().setIndex(random.nextInt(14)));
            }
            case 2 ->
                page.locator(List.of("#across", "#down", "#along").get(random.nextInt(3)))
                        .fill(String.valueOf(random.nextInt(101) / 100.0));
            case 3 -> press("#route-panel [data-add='" + "ABCD0123456789".charAt(random.nextInt(14)) + "']");
            case 4 -> press("#shorter");
            default -> scribble(page.locator(slot + " canvas.surface"));
        }
    }

    /** Anything that the page's figures are worked by. */
    void onFigures() {
        Locator all = page.locator(WORKED);
        Locator one = all.nth(random.nextInt(all.count()));
        String kind = (String) one.evaluate("e => e.getAttribute('role') ?? e.type");
        switch (kind) {
            case "application" -> {
                one.scrollIntoViewIfNeeded();
                scribble(one);
            }
            case "select-one" -> one.press(random.nextBoolean() ? "ArrowDown" : "ArrowUp");
            case "checkbox" -> one.press("Space");
            case "range" -> one.press(List.of("Home", "PageUp", "ArrowLeft").get(random.nextInt(3)));
            default ->
                one.press(List.of("ArrowUp", "Shift+ArrowLeft", "ArrowRight").get(random.nextInt(3)));
        }
    }

    private void press(String button) {
        page.locator(button).press("Enter"); // which works without anything to undo, too
        visit.frame();
    }

    private void awaitOther(String canvas, Runnable action) {
        Object before = page.locator(canvas).evaluate("canvas => canvas.toDataURL()");
        action.run();
        page.waitForFunction(
                "([canvas, before]) => document.querySelector(canvas).toDataURL() !== before", List.of(canvas, before));
    }

    /** Until a network of so many numbers is there. */
    private void choose(String model) {
        page.evaluate(
                "id => { const chooser = document.getElementById('model');"
                        + " if (![...chooser.options].some(option => option.value === id)) chooser.append(new Option(id));"
                        + " if (chooser.value === id) return;"
                        + " performance.clearMarks('first-reconstruction');"
                        + " chooser.value = id; chooser.dispatchEvent(new Event('change', {bubbles: true})); }",
                model);
        visit.awaitReconstruction();
    }

    private void scribble(Locator surface) {
        BoundingBox box = surface.boundingBox();
        for (int i = 0; i < 2 + random.nextInt(4); i++) {
            page.mouse()
                    .move(
                            box.x + (1.1 * random.nextDouble() - 0.05) * box.width,
                            box.y + (1.1 * random.nextDouble() - 0.05) * box.height);
            if (i == 0) {
                page.mouse().down();
            }
        }
        page.mouse().up();
    }
}
