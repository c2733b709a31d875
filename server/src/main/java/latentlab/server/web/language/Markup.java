package latentlab.server.web.language;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A template's source as a tree, of which every piece can be written again as it was. */
sealed interface Markup {
    /** As it was. */
    String source();

    /** Between tags. */
    record Text(String source) implements Markup {}

    /** A comment or the document's type. */
    record Aside(String source) implements Markup {}

    /**
     * An element.
     *
     * @param name  in small letters
     * @param open  its tag
     * @param close its other tag; empty when it has none
     */
    record Element(String name, String open, List<Markup> content, String close) implements Markup {
        @Override
        public String source() {
            return open + inside() + close;
        }

        String inside() {
            return content.stream().map(Markup::source).collect(Collectors.joining());
        }

        boolean has(String attribute) {
            return open.matches("(?s)<[^\\s>]+\\s(.*\\s)?" + attribute + "[=\\s>].*");
        }
    }

    Pattern TAG = Pattern.compile(
            "(?si)<!--.*?-->|<!doctype[^>]*>|<(/?)([a-z][\\w:-]*)(?:\\s+[^\\s\"=<>/]+(?:=\"[^\"]*\")?)*\\s*(/?)>");
    Set<String> EMPTY = Set.of("br", "hr", "img", "input", "link", "meta");

    /** @throws IllegalArgumentException when tags do not match */
    static List<Markup> read(String source) {
        Deque<Element> open = new ArrayDeque<>();
        open.push(new Element("", "", new ArrayList<>(), ""));
        Matcher tag = TAG.matcher(source);
        int done = 0;
        while (tag.find()) {
            if (tag.start() > done) {
                open.element().content().add(new Text(source.substring(done, tag.start())));
            }
            done = tag.end();
            if (tag.group(2) == null) {
                open.element().content().add(new Aside(tag.group()));
                continue;
            }
            String name = tag.group(2).toLowerCase(Locale.ROOT);
            if (tag.group(1).isEmpty()) {
                Element element = new Element(name, tag.group(), new ArrayList<>(), "");
                if (EMPTY.contains(name) || !tag.group(3).isEmpty()) {
                    open.element().content().add(element);
                } else {
                    open.push(element);
                }
            } else {
                Element ended = open.pop();
                if (!ended.name().equals(name)) {
                    throw new IllegalArgumentException(tag.group() + " comes where " + ended.open() + " is open");
                }
                open.element().content().add(new Element(name, ended.open(), ended.content(), tag.group()));
            }
        }
        if (open.size() > 1) {
            throw new IllegalArgumentException(open.element().open() + " is not closed");
        }
        if (done < source.length()) {
            open.element().content().add(new Text(source.substring(done)));
        }
        return open.element().content();
    }
}
