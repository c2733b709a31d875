package latentlab.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ReducedMotion;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a visitor sees of a page while it arrives over a bad line: a browser shows it as far as it has come. */
@ExtendWith(SiteExtension.class)
@NeedsServer("a bad line is between it and the visitor")
class ArrivalTest {
    private static final String HEIGHTS =
            "[...document.querySelectorAll('.chart')].map(chart => chart.getBoundingClientRect().height)";

    private static final int PIECE = 250; // bytes
    private static final int PAUSE = 17; // ms, a frame

    @ParameterizedTest
    @CsvSource({"1280, ''", "1280, benchmark", "390, map", "390, learn/stopping"})
    void nothingMovesThatWasSeen(int width, String path, Site site) throws IOException {
        try (Line line = new Line(site);
                Visit visit = new Visit(
                        site,
                        "empty.html",
                        Visit.laptop().setViewportSize(width, 800).setReducedMotion(ReducedMotion.REDUCE))) {
            visit.page().navigate(line.url(path));
            visit.comeToRest();
            assertThat(visit.layoutShifts()).isEqualTo(List.of());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1280, latent-dimension",
        "390, latent-dimension",
        "1280, transfer",
        "390, transfer",
        "1280, interpolation"
    })
    void chartsTakeThePlaceThatIsKeptForThem(int width, String study, Site site) {
        List<Route> held = new ArrayList<>();
        try (Visit visit = new Visit(
                site,
                "empty.html",
                Visit.laptop().setViewportSize(width, 800),
                page -> page.route("**/api/v1/studies/**", held::add))) {
            Page page = visit.page();
            page.navigate(site.url("studies/" + study + "?preset=quick"));
            page.waitForCondition(() -> !held.isEmpty());
            Object before = page.evaluate(HEIGHTS);
            page.unroute("**/api/v1/studies/**");
            held.forEach(Route::resume);
            visit.comeToRest();
            assertThat(page.evaluate(HEIGHTS)).isEqualTo(before);
        }
    }

    /** Hands on what the site answers, pages in small pieces. */
    private static final class Line implements AutoCloseable {
        private final Site site;
        private final HttpClient client = HttpClient.newHttpClient();
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final HttpServer server;

        Line(Site site) throws IOException {
            this.site = site;
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            server.setExecutor(threads);
            server.createContext("/", this::answer);
            server.start();
        }

        String url(String path) {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
        }

        private void answer(HttpExchange exchange) throws IOException {
            try (exchange) {
                String path = exchange.getRequestURI().toString().substring(1);
                HttpResponse<byte[]> whole = client.send(
                        HttpRequest.newBuilder(URI.create(site.url(path)))
                                .header("Accept", exchange.getRequestHeaders().getFirst("Accept"))
                                .build(),
                        BodyHandlers.ofByteArray());
                String type = whole.headers().firstValue("Content-Type").orElse("");
                exchange.getResponseHeaders().set("Content-Type", type);
                exchange.sendResponseHeaders(whole.statusCode(), 0);
                send(whole.body(), exchange.getResponseBody(), type.startsWith("text/html"));
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        }

        private static void send(byte[] body, OutputStream out, boolean slowly)
                throws IOException, InterruptedException {
            int piece = slowly ? PIECE : Math.max(1, body.length);
            for (int at = 0; at < body.length; at += piece) {
                out.write(body, at, Math.min(piece, body.length - at));
                out.flush();
                if (slowly) {
                    Thread.sleep(PAUSE);
                }
            }
        }

        @Override
        public void close() {
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
