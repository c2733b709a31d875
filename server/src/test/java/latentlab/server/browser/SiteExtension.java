package latentlab.server.browser;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one {@link Site} and the one {@link SiteCopy} of their process, which are made for the first and closed
 * after the last of them.
 */
final class SiteExtension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Site.class || type == SiteCopy.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // not the root's: to Surefire, which hands each process one class after the other, each of them is a root
        var store = context.getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(SiteExtension.class));
        return parameter.getParameter().getType() == Site.class
                ? store.computeIfAbsent(Site.class, absent -> new Site(), Site.class)
                : store.computeIfAbsent(SiteCopy.class, absent -> new SiteCopy(), SiteCopy.class);
    }
}
