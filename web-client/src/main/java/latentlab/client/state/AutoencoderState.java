package latentlab.client.state;

/**
 * What a link to the page about autoencoders carries.
 *
 * @param model  its id; empty for the default model
 * @param digit  null for the digit that the page begins with
 * @param number which number of the code is moved, counted from 1
 * @param moved  where to, in hundredths of the way from its least to its largest value; −1 for its own place
 * @param other  the digit at the other end of the path; null for the one that the page begins with
 * @param alpha  in hundredths, 0 to 100
 */
public record AutoencoderState(String model, Source digit, int number, int moved, Source other, int alpha) {
    /** What the fragment says; what it does not say is the default. */
    public static AutoencoderState read(Fragment fragment) {
        int[] moved = NumberList.read(fragment.get("number"), 2);
        int[] chosen = NumberList.read(fragment.get("number"), 1); // which is not moved
        boolean fits = moved != null && moved[0] >= 1 && moved[1] >= 0 && moved[1] <= 100;
        int alpha = Fragment.wholeNumber(fragment.get("alpha"));
        return new AutoencoderState(
                fragment.get("model"),
                Source.read(fragment.get("digit")),
                fits ? moved[0] : chosen != null && chosen[0] >= 1 ? chosen[0] : 1,
                fits ? moved[1] : -1,
                Source.read(fragment.get("other")),
                alpha < 0 || alpha > 100 ? 50 : alpha);
    }

    /** The fragment that {@link #read} reads. */
    public Fragment write() {
        return new Fragment()
                .put("model", model)
                .put("digit", digit == null ? "" : digit.write())
                .put(
                        "number",
                        moved >= 0 ? NumberList.write(number, moved) : number == 1 ? "" : NumberList.write(number))
                .put("other", other == null ? "" : other.write())
                .put("alpha", alpha == 50 ? "" : Integer.toString(alpha));
    }
}
