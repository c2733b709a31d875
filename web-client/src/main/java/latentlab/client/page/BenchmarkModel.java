package latentlab.client.page;

import java.util.function.Consumer;
import latentlab.client.benchmark.Reference;
import latentlab.client.kernel.FastestNetwork;
import latentlab.client.kernel.JavaNetwork;
import latentlab.client.kernel.Network;
import latentlab.client.kernel.NetworkOptions;
import latentlab.client.kernel.NetworkOptions.Graph;
import latentlab.client.kernel.Networks;
import latentlab.client.kernel.OpenedFiles;
import org.teavm.jso.browser.Window;
import org.teavm.jso.core.JSPromise;

/** A model whose networks are timed, with what they are compared with. */
interface BenchmarkModel {
    /** Opens every network. */
    Networks NETWORKS = new Networks(FastestNetwork::create);

    /** What the same pictures should become. */
    Reference reference();

    /** Whether it can be computed that way. */
    boolean has(Graph graph);

    /** One of its networks. */
    JSPromise<Network> network(NetworkOptions options);

    /**
     * Prepares one.
     *
     * @param id     of a model of the site, or of a file that the visitor has opened
     * @param served id of a model of the site, which has the pictures that a file's model is tried on
     */
    static void open(String id, String served, Consumer<BenchmarkModel> opened, Consumer<Object> failed) {
        String url = url(id);
        if (!OpenedFiles.areAt(url)) {
            reference(url, reference -> opened.accept(new Served(url, reference)), failed);
            return;
        }
        OpenedFiles.read(
                url,
                files -> reference(
                        url(served),
                        pictures -> opened.accept(new Opened(files, Opened.reference(files, pictures))),
                        failed),
                failed::accept);
    }

    private static String url(String id) {
        return ModelChoice.root() + "api/v1/models/" + Window.encodeURIComponent(id);
    }

    private static void reference(String url, Consumer<Reference> arrived, Consumer<Object> failed) {
        ReferenceFile.fetch(url + "/reference")
                .then(
                        file -> {
                            arrived.accept(file);
                            return null;
                        },
                        error -> {
                            failed.accept(error);
                            return null;
                        });
    }

    /** One of the site's, compared with what its server computes. */
    record Served(String url, Reference reference) implements BenchmarkModel {
        @Override
        public boolean has(Graph graph) {
            return true;
        }

        @Override
        public JSPromise<Network> network(NetworkOptions options) {
            return NETWORKS.fetch(url, options);
        }
    }

    /** A visitor's, compared with plain Java in this page, layer by layer where the file has the layers. */
    record Opened(OpenedFiles files, Reference reference) implements BenchmarkModel {
        private static Reference reference(OpenedFiles files, Reference pictures) {
            Network plain =
                    files.haveLayers() ? JavaNetwork.layered(files.weights()) : JavaNetwork.folded(files.weights());
            return Reference.by(plain, pictures.alpha(), pictures.pixels());
        }

        @Override
        public boolean has(Graph graph) {
            return graph == Graph.FOLDED || files.haveLayers();
        }

        @Override
        public JSPromise<Network> network(NetworkOptions options) {
            return files.network(NETWORKS, options);
        }
    }
}
