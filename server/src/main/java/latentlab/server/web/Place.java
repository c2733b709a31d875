package latentlab.server.web;

import latentlab.server.web.language.Language;

/**
 * Where a page lies, and so how other addresses are seen from it: all are relative, so that the site works under any path.
 *
 * @param page    its path within its language, with a leading slash
 * @param asFiles whether the page is the index of a folder, and so one level further down
 */
record Place(Language language, String page, boolean asFiles) {
    static Place of(String path, boolean asFiles) {
        Language language = Language.of(path);
        return new Place(language, path.substring(language.prefix().length()), asFiles);
    }

    /** The way to the site's root: {@code ./} from {@code /models}, {@code ../} from {@code /models/x} and {@code /de/models}. */
    String site() {
        return up(language.prefix() + page);
    }

    /** The way to the first page in the same language. */
    String root() {
        return up(page);
    }

    /** The way to the same page in another language. */
    String in(Language other) {
        return firstPage(other) + page.substring(1);
    }

    /** The way to another language's first page. */
    String firstPage(Language other) {
        return site() + (other == Language.ENGLISH ? "" : other.tag() + "/");
    }

    private String up(String path) {
        String folder = asFiles && !path.endsWith("/") ? path + "/" : path;
        long depth = folder.chars().filter(c -> c == '/').count();
        return depth <= 1 ? "./" : "../".repeat((int) Math.min(depth - 1, 64));
    }
}
