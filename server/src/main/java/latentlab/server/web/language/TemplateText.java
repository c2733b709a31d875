package latentlab.server.web.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Puts another language into a template's source before Thymeleaf reads it. A text is what stands between the tags of one
 * block; the tags within it are numbered, {@code Drag a <1>number</1> to <2/>}, and what they stand for is put back into the
 * translation. Texts are also the attributes that people read or hear, and the messages in expressions, <code>#{'…'}</code> and {@code #messages.msg('…')},
 * which Thymeleaf asks for itself.
 */
final class TemplateText {
    private static final Pattern WORD = Pattern.compile("\\p{L}{2}");
    private static final Pattern NO_WORD = Pattern.compile("\\[\\[.*?]]|&#?\\w+;");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("(?<=\\s)(title|aria-label|alt|placeholder|data-part-name)=\"([^\"]*)\"");
    private static final Pattern DESCRIPTION = Pattern.compile("(?<=<meta name=\"description\" content=\")[^\"]*");
    private static final Pattern MESSAGE = Pattern.compile("(?:#\\{|#messages\\.msg\\()'([^']*)'");
    private static final Pattern PLACE = Pattern.compile("<(/?)(\\d+)(/?)>");

    /** What may stand within a sentence. */
    private static final Set<String> WITHIN = Set.of(
            "a", "b", "br", "code", "em", "i", "kbd", "math", "output", "span", "strong", "sub", "sup", "th:block");
    /** What is the same in all languages. */
    private static final Set<String> SAME = Set.of("code", "math", "pre", "script", "style");
    /** What Thymeleaf puts in the place of an element's content. */
    private static final List<String> REPLACED = List.of("th:text", "th:utext", "th:replace", "th:insert");

    private final UnaryOperator<String> translation;

    private TemplateText(UnaryOperator<String> translation) {
        this.translation = translation;
    }

    /** @param translation of a text; is also told the messages of expressions, where it does not matter what it gives */
    static String translated(String source, UnaryOperator<String> translation) {
        return new TemplateText(translation).all(Markup.read(source));
    }

    private String all(List<Markup> content) {
        if (content.stream().noneMatch(part -> part instanceof Markup.Text text && hasWord(text.source()))) {
            return each(content);
        }
        int from = 0;
        int to = content.size();
        while (!isWithin(content.get(from))) {
            from++;
        }
        while (!isWithin(content.get(to - 1))) {
            to--;
        }
        return each(content.subList(0, from))
                + sentence(content.subList(from, to))
                + each(content.subList(to, content.size()));
    }

    private String each(List<Markup> content) {
        return content.stream().map(this::one).collect(Collectors.joining());
    }

    private String one(Markup markup) {
        if (markup instanceof Markup.Element element) {
            return tag(element.open())
                    + (isKept(element) ? element.inside() : all(element.content()))
                    + element.close();
        }
        return markup.source();
    }

    private String sentence(List<Markup> parts) {
        List<Place> places = new ArrayList<>();
        StringBuilder numbered = new StringBuilder();
        number(parts, numbered, places);
        String text = numbered.toString().strip();
        int begin = numbered.indexOf(text);
        String translated = PLACE.matcher(translation.apply(text.replaceAll("\\s+", " ")))
                .replaceAll(place -> Matcher.quoteReplacement(put(place, places)));
        return numbered.substring(0, begin) + translated + numbered.substring(begin + text.length());
    }

    /** What a number in a text stands for: two tags, or a whole element, which has no second. */
    private record Place(String open, String close) {}

    private void number(List<Markup> parts, StringBuilder into, List<Place> places) {
        for (Markup part : parts) {
            if (part instanceof Markup.Element element) {
                int number = places.size() + 1;
                if (!isWithin(element) || isKept(element) || element.inside().isBlank()) {
                    places.add(new Place(one(element), ""));
                    into.append('<').append(number).append("/>");
                } else {
                    places.add(new Place(tag(element.open()), element.close()));
                    into.append('<').append(number).append('>');
                    number(element.content(), into, places);
                    into.append("</").append(number).append('>');
                }
            } else {
                into.append(part.source());
            }
        }
    }

    private static String put(MatchResult place, List<Place> places) {
        int number = Integer.parseInt(place.group(2));
        if (number < 1 || number > places.size()) {
            throw new IllegalArgumentException("a translation has " + place.group() + ", its English text has not");
        }
        Place stands = places.get(number - 1);
        return place.group(1).isEmpty() ? stands.open() : stands.close();
    }

    private String tag(String open) {
        MESSAGE.matcher(open).results().forEach(message -> translation.apply(message.group(1)));
        String done = ATTRIBUTE
                .matcher(open)
                .replaceAll(
                        match -> Matcher.quoteReplacement(match.group(1) + "=\"" + attribute(match.group(2)) + '"'));
        return DESCRIPTION.matcher(done).replaceAll(match -> Matcher.quoteReplacement(attribute(match.group())));
    }

    private String attribute(String value) {
        return hasWord(value) ? translation.apply(value.replaceAll("\\s+", " ")) : value;
    }

    private static boolean hasWord(String text) {
        return WORD.matcher(NO_WORD.matcher(text).replaceAll("")).find();
    }

    private static boolean isWithin(Markup markup) {
        return markup instanceof Markup.Text text && !text.source().isBlank()
                || markup instanceof Markup.Element element
                        && WITHIN.contains(element.name())
                        && (isKept(element) || element.content().stream().noneMatch(TemplateText::isBlock));
    }

    private static boolean isBlock(Markup markup) {
        return markup instanceof Markup.Element && !isWithin(markup);
    }

    private static boolean isKept(Markup.Element element) {
        return SAME.contains(element.name())
                || !element.name().equals("html") && REPLACED.stream().anyMatch(element::has);
    }
}
