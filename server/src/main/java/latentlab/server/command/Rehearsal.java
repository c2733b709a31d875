package latentlab.server.command;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import latentlab.server.models.Model;
import latentlab.server.models.ModelLibrary;

/** Asks a server for what visitors ask for, so that the classes which that needs are loaded. */
final class Rehearsal {
    private Rehearsal() {}

    /** @throws IOException when something is not answered with 200 */
    static void of(int port, ModelLibrary models) throws IOException {
        String site = "http://127.0.0.1:" + port;
        List<String> paths = new ArrayList<>(List.of(
                "/",
                "/interpolate",
                "/models",
                "/studies",
                "/studies/latent-dimension",
                "/api",
                "/css/site.css",
                "/api/v1/models",
                "/api/v1/openapi.json",
                "/api/v1/datasets/mnist/test/0",
                "/readyz"));
        List<Model> some = models.offered().stream().limit(2).toList();
        for (Model model : some) {
            paths.add("/api/v1/models/" + model.id());
            paths.add("/api/v1/models/" + model.id() + "/encoder.safetensors");
        }
        for (String path : paths) {
            requireOk(connection(site + path));
        }
        for (Model model : some) {
            HttpURLConnection encode = connection(site + "/api/v1/models/" + model.id() + "/encode");
            encode.setRequestProperty("Content-Type", "application/json");
            encode.setDoOutput(true);
            String pixels = "0.5,".repeat(28 * 28 - 1) + "0.5";
            encode.getOutputStream().write(("{\"pixels\":[" + pixels + "]}").getBytes(StandardCharsets.US_ASCII));
            requireOk(encode);
        }
    }

    private static HttpURLConnection connection(String address) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) new URL(address).openConnection();
        connection.setRequestProperty("Accept-Encoding", "gzip");
        return connection;
    }

    private static void requireOk(HttpURLConnection connection) throws IOException {
        if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
            throw new IOException(connection.getURL() + " is answered with " + connection.getResponseCode());
        }
        try (InputStream body = connection.getInputStream()) {
            body.readAllBytes();
        }
    }
}
