package latentlab.client.state;

import latentlab.latent.Interpolation;

/**
 * What a link to the Interpolate page carries.
 *
 * @param model its id; empty for the default model
 * @param a     null for the digit that the page begins with
 * @param b     likewise
 * @param alpha in hundredths, 0 to 100; −1 for a page that plays
 * @param path  between the codes
 * @param reads whether the frames say what is read in them
 */
public record InterpolateState(String model, Source a, Source b, int alpha, Interpolation path, boolean reads) {
    /** What the fragment says; what it does not say is the default. */
    public static InterpolateState read(Fragment fragment) {
        int alpha = Fragment.wholeNumber(fragment.get("alpha"));
        return new InterpolateState(
                fragment.get("model"),
                Source.read(fragment.get("a")),
                Source.read(fragment.get("b")),
                alpha > 100 ? -1 : alpha,
                fragment.get("path").equals("spherical") ? Interpolation.SPHERICAL : Interpolation.LINEAR,
                !fragment.get("reads").equals("hidden"));
    }

    /** The fragment that {@link #read} reads. */
    public Fragment write() {
        return new Fragment()
                .put("model", model)
                .put("a", a == null ? "" : a.write())
                .put("b", b == null ? "" : b.write())
                .put("alpha", alpha < 0 ? "" : Integer.toString(alpha))
                .put("path", path == Interpolation.SPHERICAL ? "spherical" : "")
                .put("reads", reads ? "" : "hidden");
    }
}
