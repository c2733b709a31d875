package latentlab.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import latentlab.server.web.Hosting;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class HostingOptionsTest {
    @Command
    private static final class Serve {
        @Mixin
        private HostingOptions options;
    }

    private static Hosting hosting(String... line) {
        Serve serve = new Serve();
        new CommandLine(serve).parseArgs(line);
        return serve.options.hosting();
    }

    @Test
    void withoutOptionsTheSiteIsReachedDirectly() {
        assertThat(hosting()).isEqualTo(Hosting.USUAL);
    }

    @Test
    void eachOptionSaysWhatItSays() {
        Hosting all = hosting(
                "--trusted-proxies=10.0.0.0/8, fd00::/8",
                "--https",
                "--frame-ancestors=self https://example.org",
                "--connections=10",
                "--computations=1",
                "--starts=2",
                "--wrong-tokens=0",
                "--metrics",
                "--access-log=-");
        assertThat(all)
                .isEqualTo(new Hosting(
                        List.of("10.0.0.0/8", "fd00::/8"),
                        true,
                        "'self' https://example.org",
                        10,
                        1,
                        2,
                        0,
                        true,
                        true));
        assertThat(hosting("--https=false").https()).isFalse();
    }

    @Test
    void wordsOfThePolicyAreQuotedAndNoneIsUsual() {
        assertThat(hosting("--frame-ancestors=none").frameAncestors()).isEqualTo("'none'");
        assertThat(hosting("--frame-ancestors='self'").frameAncestors()).isEqualTo("'self'");
        assertThat(hosting("--frame-ancestors=").frameAncestors()).isEqualTo("'none'");
        assertThat(hosting("--frame-ancestors", " ").frameAncestors()).isEqualTo("'none'");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        for (String wrong : List.of(
                "--frame-ancestors=x; script-src *",
                "--trusted-proxies=10.0.0.0/99",
                "--connections=9",
                "--starts=-1",
                "--https=perhaps")) {
            assertThatThrownBy(() -> hosting(wrong)).as(wrong).isInstanceOf(ParameterException.class);
        }
    }
}
