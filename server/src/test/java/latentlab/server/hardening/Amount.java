package latentlab.server.hardening;

/** How much of each test is done: in full with {@code -Phardening}, a small part with every build. */
final class Amount {
    static final boolean FULL = "full".equals(System.getProperty("hardening"));

    private Amount() {}

    static int of(int inFull, int otherwise) {
        return FULL ? inFull : otherwise;
    }
}
