package latentlab.client.state;

import latentlab.image.DigitImage;

/**
 * An image of a test set.
 *
 * @param dataset the data set's name
 * @param index   in the test set
 * @param label   the digit that a person read in it
 */
public record TestDigit(String dataset, int index, int label, DigitImage image) {
    /** The data set that a link need not name. */
    public static final String MNIST = "mnist";
}
