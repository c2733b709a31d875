package latentlab.client.state;

/** Numbers as links carry them: whole ones with dots between them, or hundredths as whole ones. */
final class NumberList {
    private static final int MOST = 999_999;

    private NumberList() {}

    static String write(int... numbers) {
        StringBuilder text = new StringBuilder();
        for (int number : numbers) {
            text.append(text.length() == 0 ? "" : ".").append(number);
        }
        return text.toString();
    }

    /** @return null when the text is no list of so many numbers */
    static int[] read(String text, int count) {
        int[] numbers = new int[count];
        int from = 0;
        for (int i = 0; i < count; i++) {
            int end = i + 1 < count ? text.indexOf('.', from) : text.length();
            if (end < from) {
                return null;
            }
            boolean negative = text.startsWith("-", from);
            int number = Fragment.wholeNumber(text.substring(negative ? from + 1 : from, end));
            if (number < 0 || number > MOST) {
                return null;
            }
            numbers[i] = negative ? -number : number;
            from = end + 1;
        }
        return numbers;
    }

    static String writeHundredths(double... numbers) {
        int[] hundredths = new int[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            hundredths[i] = (int) Math.floor(100 * numbers[i] + 0.5);
        }
        return write(hundredths);
    }

    /** @return null when the text is no list of so many numbers */
    static double[] readHundredths(String text, int count) {
        int[] hundredths = read(text, count);
        if (hundredths == null) {
            return null;
        }
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = hundredths[i] / 100.0;
        }
        return numbers;
    }
}
