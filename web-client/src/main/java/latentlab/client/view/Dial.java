package latentlab.client.view;

import java.util.function.IntConsumer;
import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.html.HTMLElement;

/** A circle of directions, 0° at the top and clockwise, with hands that can be turned. */
public final class Dial {
    private static final double REACH = 1.3; // of the plane; the circle's radius is 1

    private final Plane plane;
    private final HTMLElement ring;

    public Dial(HTMLElement svg) {
        plane = new Plane(svg, -REACH, -REACH, 2 * REACH);
        plane.dot("circle", 1);
        PathData marks = new PathData();
        for (int degrees = 0; degrees < 360; degrees += 30) {
            double length = degrees % 90 == 0 ? 0.12 : 0.06;
            marks.move(x(degrees), y(degrees)).line((1 - length) * x(degrees), (1 - length) * y(degrees));
        }
        marks.show(plane.path("marks"));
        ring = plane.path("votes");
    }

    /** Bars outside of the circle, in equal distances from 0° on, each as long as its share of the largest. */
    public void votes(double[] weights) {
        double most = 0;
        for (double weight : weights) {
            most = Math.max(most, weight);
        }
        PathData bars = new PathData();
        for (int i = 0; i < weights.length; i++) {
            double degrees = 360.0 * i / weights.length;
            double end = 1.04 + 0.22 * weights[i] / most;
            bars.move(1.04 * x(degrees), 1.04 * y(degrees)).line(end * x(degrees), end * y(degrees));
        }
        bars.show(ring);
    }

    /** A hand without a grip: one that the page turns. */
    public Hand hand(String cssClass) {
        return new Hand(cssClass);
    }

    /** A hand that the visitor turns. */
    public Hand hand(String label, String cssClass, IntConsumer turned) {
        Hand hand = new Hand(cssClass);
        hand.grip(label, turned);
        return hand;
    }

    private static double x(double degrees) {
        return Math.sin(Math.PI * degrees / 180);
    }

    private static double y(double degrees) {
        return Math.cos(Math.PI * degrees / 180);
    }

    /** A direction. */
    public final class Hand {
        private final HTMLElement element;
        private final HTMLElement line;
        private HTMLElement grip;
        private HTMLElement dot;
        private IntConsumer turned;
        private int degrees;

        private Hand(String cssClass) {
            element = plane.append("g", "hand " + cssClass);
            line = Svg.append(element, "line", "");
        }

        private void grip(String label, IntConsumer whenTurned) {
            turned = whenTurned;
            element.setAttribute("class", element.getAttribute("class") + " handle");
            grip = Svg.append(element, "circle", "grip");
            Svg.set(grip, "r", 0.2);
            dot = Svg.append(element, "circle", "dot");
            Svg.set(dot, "r", 0.09);
            element.setAttribute("tabindex", "0");
            element.setAttribute("role", "slider");
            element.setAttribute("aria-label", label);
            element.setAttribute("aria-valuemin", "0");
            element.setAttribute("aria-valuemax", "359");
            new Grip(element, this::follow).on(element);
            element.onEvent("keydown", (KeyboardEvent event) -> key(event));
        }

        /** Points in a direction. */
        public void show(double angle) {
            degrees = (int) Math.floor(angle + 0.5);
            Svg.line(line, 0, 0, x(angle), y(angle));
            if (grip != null) {
                Svg.at(grip, x(angle), y(angle));
                Svg.at(dot, x(angle), y(angle));
                element.setAttribute("aria-valuenow", Integer.toString(degrees));
                element.setAttribute("aria-valuetext", degrees + "°");
            }
        }

        private void follow(PointerEvent event) {
            turn(180 / Math.PI * Math.atan2(plane.x(event), plane.y(event)));
        }

        private void key(KeyboardEvent event) {
            if (Dom.isCommand(event)) {
                return;
            }
            int step = event.isShiftKey() ? 10 : 1;
            switch (event.getKey()) {
                case "ArrowRight", "ArrowUp" -> turn(degrees + step);
                case "ArrowLeft", "ArrowDown" -> turn(degrees - step);
                case "PageUp" -> turn(degrees + 30);
                case "PageDown" -> turn(degrees - 30);
                case "Home" -> turn(0);
                case "End" -> turn(359);
                default -> {
                    return;
                }
            }
            event.preventDefault();
        }

        private void turn(double angle) {
            degrees = Math.floorMod((int) Math.floor(angle + 0.5), 360); // the next key may come before the next frame
            turned.accept(degrees);
        }
    }
}
