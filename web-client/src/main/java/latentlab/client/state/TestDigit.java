package latentlab.client.state;

import latentlab.image.DigitImage;

/**
 * An image of the test set.
 *
 * @param index in the test set
 * @param label the digit that a person read in it
 */
public record TestDigit(int index, int label, DigitImage image) {}
