package latentlab.server.web.language;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import org.thymeleaf.IEngineConfiguration;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.messageresolver.AbstractMessageResolver;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.thymeleaf.templateresource.ITemplateResource;
import org.thymeleaf.templateresource.StringTemplateResource;

/** {@code templates/NAME.html} in a language. */
public final class Templates {
    private Templates() {}

    public static TemplateEngine in(Language language) {
        TemplateEngine engine = new TemplateEngine();
        ClassLoaderTemplateResolver files = new Files(language);
        files.setPrefix("templates/");
        files.setSuffix(".html");
        files.setCharacterEncoding("UTF-8");
        engine.setTemplateResolver(files);
        engine.setMessageResolver(new Messages(language));
        return engine;
    }

    private static final class Files extends ClassLoaderTemplateResolver {
        private final Language language;

        Files(Language language) {
            this.language = language;
        }

        @Override
        protected ITemplateResource computeTemplateResource(
                IEngineConfiguration configuration,
                String ownerTemplate,
                String template,
                String resourceName,
                String characterEncoding,
                Map<String, Object> attributes) {
            ITemplateResource english = super.computeTemplateResource(
                    configuration, ownerTemplate, template, resourceName, characterEncoding, attributes);
            return language == Language.ENGLISH
                    ? english
                    : new StringTemplateResource(
                            TemplateText.translated(text(english), text -> language.page(template, text)));
        }

        private static String text(ITemplateResource resource) {
            try (Reader reader = resource.reader()) {
                StringWriter all = new StringWriter();
                reader.transferTo(all);
                return all.toString();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }

    /** <code>#{'English text with {0}'(${value})}</code> in expressions. */
    private static final class Messages extends AbstractMessageResolver {
        private final Language language;

        Messages(Language language) {
            this.language = language;
        }

        @Override
        public String resolveMessage(ITemplateContext context, Class<?> origin, String key, Object[] parameters) {
            String text = language.page(context.getTemplateData().getTemplate(), key);
            for (int i = 0; parameters != null && i < parameters.length; i++) {
                text = text.replace("{" + i + "}", String.valueOf(parameters[i]));
            }
            return text;
        }

        @Override
        public String createAbsentMessageRepresentation(
                ITemplateContext context, Class<?> origin, String key, Object[] parameters) {
            return key;
        }
    }
}
