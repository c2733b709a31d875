package latentlab.server.browser;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one {@link Site} and the one {@link SiteCopy}, which are made for the first and closed after the last of
 * them.
 */
final class SiteExtension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Site.class || type == SiteCopy.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var store = context.getRoot().getStore(Namespace.create(SiteExtension.class));
        return parameter.getParameter().getType() == Site.class
                ? store.computeIfAbsent(Site.class, absent -> new Site(), Site.class)
                : store.computeIfAbsent(SiteCopy.class, absent -> new SiteCopy(), SiteCopy.class);
    }
}
