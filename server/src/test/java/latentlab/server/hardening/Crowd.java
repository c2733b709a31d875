package latentlab.server.hardening;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Many visitors at once. */
final class Crowd {
    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"\\./?([^\"#]+)\"");
    private static final Pattern IMPORT = Pattern.compile("\\bfrom ?['\"](\\.[^'\"]+)['\"]");

    private final String url;
    private final AtomicInteger errors = new AtomicInteger();
    private final ConcurrentLinkedQueue<Double> times = new ConcurrentLinkedQueue<>(); // milliseconds
    private final ConcurrentLinkedQueue<String> complaints = new ConcurrentLinkedQueue<>();

    Crowd(String url) {
        this.url = url;
    }

    /** Every file that the first page needs: what it names, what its scripts import at once, the model. */
    List<String> filesOfTheFirstPage() throws IOException {
        Set<String> files = new LinkedHashSet<>(List.of("/"));
        try (Wire wire = new Wire(url)) {
            Matcher named = REFERENCE.matcher(wire.get("/").text());
            while (named.find()) {
                if (named.group(1).matches("(css|js|webjars|icon).*")) {
                    addWithImports(wire, URI.create("/" + named.group(1).replace("&amp;", "&")), files);
                }
            }
        }
        String model = "/api/v1/models/mnist-c32-d15-s0";
        files.addAll(List.of(
                model, model + "/kernel.wasm", model + "/encoder.safetensors", model + "/folded-decoder.safetensors"));
        return List.copyOf(files);
    }

    private static void addWithImports(Wire wire, URI file, Set<String> files) throws IOException {
        if (files.add(file.toString()) && file.getPath().endsWith(".js")) {
            Matcher imported = IMPORT.matcher(wire.get(file.toString()).text());
            while (imported.find()) {
                addWithImports(wire, file.resolve(imported.group(1)), files);
            }
        }
    }

    /** So many visitors, all within some seconds, each with a connection of its own, each taking all files. */
    void arrive(int visitors, int seconds, List<String> files) throws InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool();
        for (int visitor = 0; visitor < visitors; visitor++) {
            threads.execute(() -> {
                try (Wire wire = new Wire(url)) {
                    for (String file : files) {
                        ask(wire, "GET", file, new byte[0], "Accept-Encoding: gzip");
                    }
                } catch (IOException lost) {
                    complain(lost.toString());
                }
            });
            Thread.sleep(seconds * 1000L / visitors);
        }
        finish(threads, 120);
    }

    /** Pages, files, calls and computations, as visitors from many addresses ask for them. */
    void mix(int clients, int seconds, List<String> files) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        byte[] code =
                ("{\"code\":[" + "0.5,".repeat(14) + "0.5]}").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] pixels =
                ("{\"pixels\":[" + "0.5,".repeat(783) + "0.5]}").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        List<String> reads = List.of(
                "/",
                "/models",
                "/runs",
                "/interpolate",
                "/map",
                "/api/v1/models/mnist-c32-d15-s0/codes",
                "/api/v1/models",
                "/api/v1/runs",
                "/api/v1/datasets/mnist/test?from=0&count=10",
                "/studies");
        for (int client = 0; client < clients; client++) {
            SplittableRandom random = new SplittableRandom(client);
            threads.execute(() -> {
                try (Wire wire = new Wire(url)) {
                    while (System.nanoTime() < end) {
                        String address = "X-Forwarded-For: 198.51." + random.nextInt(100) + "." + random.nextInt(250);
                        switch (random.nextInt(10)) {
                            case 0 ->
                                ask(
                                        wire,
                                        "POST",
                                        "/api/v1/models/mnist-c32-d15-s0/decode",
                                        code,
                                        "Content-Type: application/json",
                                        address);
                            case 1 ->
                                ask(
                                        wire,
                                        "POST",
                                        "/api/v1/models/mnist-c32-d15-s0/encode",
                                        pixels,
                                        "Content-Type: application/json",
                                        address);
                            case 2, 3, 4, 5 ->
                                ask(
                                        wire,
                                        "GET",
                                        files.get(random.nextInt(files.size())),
                                        new byte[0],
                                        "Accept-Encoding: gzip");
                            default ->
                                ask(
                                        wire,
                                        "GET",
                                        reads.get(random.nextInt(reads.size())),
                                        new byte[0],
                                        "Accept-Encoding: gzip");
                        }
                        Thread.sleep(random.nextInt(20));
                    }
                } catch (IOException lost) {
                    complain(lost.toString());
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        finish(threads, seconds + 60);
    }

    private void ask(Wire wire, String method, String path, byte[] body, String... headers) throws IOException {
        long start = System.nanoTime();
        Wire.Answer answer = wire.send(method, path, body, headers);
        times.add((System.nanoTime() - start) / 1e6);
        if (answer.status() != 200) {
            complain(method + " " + path + ": " + answer.status());
        }
    }

    private void complain(String what) {
        errors.incrementAndGet();
        if (complaints.size() < 5) {
            complaints.add(what);
        }
    }

    private static void finish(ExecutorService threads, int seconds) throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(seconds, TimeUnit.SECONDS)) {
            threads.shutdownNow();
            throw new AssertionError("visitors still wait");
        }
    }

    int errors() {
        return errors.get();
    }

    @Override
    public String toString() {
        double[] sorted =
                times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return String.format(
                        Locale.ENGLISH,
                        "%,d requests, %d errors, p99 %.0f ms %s",
                        sorted.length,
                        errors.get(),
                        sorted.length == 0 ? 0 : sorted[(int) (0.99 * (sorted.length - 1))],
                        complaints.isEmpty() ? "" : complaints)
                .strip();
    }
}
