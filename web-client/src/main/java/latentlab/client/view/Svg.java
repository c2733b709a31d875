package latentlab.client.view;

import org.teavm.jso.JSBody;
import org.teavm.jso.dom.html.HTMLElement;

/** Elements of drawings. How they look is the style sheet's business. */
final class Svg {
    private Svg() {}

    /** A new element at the end of another one. */
    @JSBody(
            params = {"parent", "tag", "cssClass"},
            script = "var element = document.createElementNS('http://www.w3.org/2000/svg', tag);"
                    + " if (cssClass) element.setAttribute('class', cssClass);"
                    + " return parent.appendChild(element);")
    static native HTMLElement append(HTMLElement parent, String tag, String cssClass);

    /** To thousandths, which is finer than any screen. */
    @JSBody(
            params = {"element", "attribute", "value"},
            script = "element.setAttribute(attribute, Number(value.toFixed(3)));")
    static native void set(HTMLElement element, String attribute, double value);

    @JSBody(
            params = {"line", "fromX", "fromY", "toX", "toY"},
            script = "[fromX, fromY, toX, toY].forEach(function(value, i) {"
                    + " line.setAttribute(['x1', 'y1', 'x2', 'y2'][i], Number(value.toFixed(3))); });")
    static native void line(HTMLElement line, double fromX, double fromY, double toX, double toY);

    @JSBody(
            params = {"circle", "x", "y"},
            script =
                    "circle.setAttribute('cx', Number(x.toFixed(3))); circle.setAttribute('cy', Number(y.toFixed(3)));")
    static native void at(HTMLElement circle, double x, double y);

    /** What of the plane or the page a drawing shows. */
    @JSBody(
            params = {"svg", "left", "top", "width", "height"},
            script = "svg.setAttribute('viewBox', [left, top, width, height].join(' '));")
    static native void show(HTMLElement svg, double left, double top, double width, double height);
}
