package latentlab.server.browser;

import latentlab.server.hardening.Figures;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one {@link Site} and the one {@link SiteCopy} of their process, which are made for the first and closed
 * after the last of them. With {@code -Dsite=files} the site's pages are the copy's.
 */
final class SiteExtension implements ParameterResolver {
    /** Whether every test is of the site as files. */
    static final boolean FILES = "files".equals(System.getProperty("site"));

    private static final Namespace OURS = Namespace.create(SiteExtension.class);
    private static final String AS_FILES = "as files";

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Site.class || type == SiteCopy.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // not the root's: to Surefire, which hands each process one class after the other, each of them is a root
        Store process = context.getStore(StoreScope.LAUNCHER_SESSION, OURS);
        if (FILES) {
            count(process, Figures.Extension.of(context));
        }
        if (parameter.getParameter().getType() == SiteCopy.class) {
            return copy(process);
        }
        Site site = process.computeIfAbsent(Site.class, absent -> new Site(), Site.class);
        return asFiles(context) ? site.asFiles(copy(process)) : site;
    }

    private static SiteCopy copy(Store process) {
        return process.computeIfAbsent(SiteCopy.class, absent -> new SiteCopy(FILES), SiteCopy.class);
    }

    /** Says at the end, before that which it says it of is closed, how much of the copy the tests have seen. */
    private static void count(Store process, Figures figures) {
        SiteCopy copy = copy(process);
        process.computeIfAbsent(Figures.class, absent -> (AutoCloseable) () -> figures.add(
                "static site on a plain file server under /sub/path/, the tests of every page",
                copy.opened() + " times a page of it was opened"));
    }

    /** Has one test be of the site as files. */
    static void files(ExtensionContext test) {
        test.getStore(OURS).put(AS_FILES, true);
    }

    private static boolean asFiles(ExtensionContext test) {
        return FILES || test.getStore(OURS).getOrDefault(AS_FILES, boolean.class, false);
    }
}
