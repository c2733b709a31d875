package latentlab.client.state;

import latentlab.image.NormalizationSteps;

/**
 * What a link to the Draw page carries.
 *
 * @param model  its id; empty for the default model
 * @param source of the picture; null for the digit that draws itself
 * @param steps  the steps of the normalisation that are done
 */
public record DrawState(String model, Source source, NormalizationSteps steps) {
    /** What the fragment says; what it does not say is the default. */
    public static DrawState read(Fragment fragment) {
        String off = fragment.get("without");
        NormalizationSteps steps = NormalizationSteps.ALL;
        for (int i = 0; i < off.length(); i++) {
            steps = steps.with(off.charAt(i) - '1', false);
        }
        return new DrawState(fragment.get("model"), Source.read(fragment.get("digit")), steps);
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
                .put("without", off.toString());
    }
}
