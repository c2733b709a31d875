package latentlab.client.state;

import latentlab.image.NormalizationSteps;

/**
 * What a link to the Draw page carries.
 *
 * @param model  its id; empty for the default model
 * @param source of the picture; null for the digit that draws itself
 * @param steps  the steps of the normalisation that are done
 * @param held   the numbers of the code that were moved; none without a source
 */
public record DrawState(String model, Source source, NormalizationSteps steps, Held held) {
    /** With the picture's own code. */
    public DrawState(String model, Source source, NormalizationSteps steps) {
        this(model, source, steps, Held.NONE);
    }

    /** What the fragment says; what it does not say is the default. */
    public static DrawState read(Fragment fragment) {
        String off = fragment.get("without");
        NormalizationSteps steps = NormalizationSteps.ALL;
        for (int i = 0; i < off.length(); i++) {
            steps = steps.with(off.charAt(i) - '1', false);
        }
        Source source = Source.read(fragment.get("digit"));
        Held held = source == null ? Held.NONE : Held.read(fragment.get("code"));
        return new DrawState(fragment.get("model"), source, steps, held);
    }

    /** The fragment that {@link #read} reads. */
    public Fragment write() {
        StringBuilder off = new StringBuilder();
        for (int i = 0; i < NormalizationSteps.COUNT; i++) {
            if (!steps.has(i)) {
                off.append(i + 1);
            }
        }
        return new Fragment()
                .put("model", model)
                .put("digit", source == null ? "" : source.write())
                .put("without", off.toString())
                .put("code", held.write());
    }
}
