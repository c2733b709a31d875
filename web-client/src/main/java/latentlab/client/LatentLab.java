package latentlab.client;

import org.teavm.jso.JSExport;

/** The public JavaScript API of the client. */
public final class LatentLab {
    private LatentLab() {}

    /** TeaVM's entry point. */
    public static void main(String[] args) {}

    /** Name of the product. */
    @JSExport
    public static String name() {
        return "Latent Lab";
    }
}
