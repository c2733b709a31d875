package latentlab.client.page;

import latentlab.client.kernel.Network;
import latentlab.client.state.Fragment;
import latentlab.client.state.MixState;
import latentlab.client.view.Dom;
import latentlab.client.view.Notice;

/** Codes are mixed: a sheet between four, a sum of three, a path through several, with drawings and class means. */
public final class MixPage {
    private final MixState opened = MixState.read(Link.current());
    private final Frame frame = new Frame(this::show);
    private final Link link = new Link(this::state);
    private final Notice notice = new Notice();
    private final TestSet testSet = new TestSet(notice);
    private final TestCodesFile testCodes = new TestCodesFile(testSet, notice);
    private final Ingredients ingredients = new Ingredients(opened.slots(), testSet, this::changed);
    private final SheetPanel sheet =
            new SheetPanel(opened.corners(), opened.u(), opened.v(), this::changed, this::sheetMoved);
    private final SumPanel sum = new SumPanel(opened.sum(), this::changed);
    private final RoutePanel route =
            new RoutePanel(opened.route(), opened.share(), opened.reads(), this::changed, this::routeMoved, this::read);
    private final ModelChoice model;
    private Network network; // null until it and the class means are here
    private boolean allShown;
    private boolean sheetShown;
    private boolean routeShown;

    /** Brings the page to life. */
    public static void main(String[] args) {
        new MixPage();
    }

    private MixPage() {
        Taking.offer(share -> Taking.pictures(route.picture(share)), () -> null);
        model = new ModelChoice(opened.model(), notice, this::open);
    }

    private void open(Network opened) {
        testSet.use(ModelFacts.of(opened).dataset());
        testCodes.fetch(model, opened, codes -> {
            ingredients.open(opened, codes);
            network = opened;
            route.open(model, opened);
            Dom.byId("means").setAttribute("data-state", "here");
            changed();
        });
    }

    private Fragment state() {
        return new MixState(
                        model.inLink(),
                        ingredients.sources(),
                        sheet.recipe(),
                        sheet.u(),
                        sheet.v(),
                        sum.recipe(),
                        route.recipe(),
                        route.share(),
                        route.reads())
                .write();
    }

    /** Codes or recipes are others. */
    private void changed() {
        allShown = false;
        moved();
    }

    /** Another point of the same sheet is looked at. */
    private void sheetMoved() {
        sheetShown = false;
        moved();
    }

    /** Another point of the same path is looked at. */
    private void routeMoved() {
        read();
        link.update();
    }

    private void read() {
        routeShown = false;
        frame.request();
    }

    private void moved() {
        frame.request();
        link.update();
    }

    /** Only what is another: the kernel keeps what it knows of one sheet or leg, and works it out anew for the next. */
    private void show() {
        ingredients.show();
        if (network == null) {
            return;
        }
        if (!allShown) {
            sheet.open(ingredients, network);
            route.open(ingredients, network);
            sum.show(ingredients, network);
            sheetShown = false;
            routeShown = false;
            allShown = true;
        }
        if (!sheetShown) {
            sheet.show();
            sheetShown = true;
        }
        if (!routeShown) {
            route.show(ingredients.isBusy());
            routeShown = true;
        }
        Dom.mark("mix-shown");
    }
}
