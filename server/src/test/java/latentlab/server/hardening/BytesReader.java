package latentlab.server.hardening;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A reader of files that may refuse one in one way only, and may take only so much memory for it. */
final class BytesReader implements Fuzz.Eater<byte[]> {
    private final Consumer<byte[]> reader;
    private final Class<? extends Exception> declared;
    private final long each;
    private final long besides;
    private final AtomicInteger refused;

    /**
     * @param each    bytes that it may allocate for each byte of the file
     * @param besides bytes that it may allocate besides
     * @param refused counts the files that it refuses
     */
    BytesReader(
            Consumer<byte[]> reader,
            Class<? extends Exception> declared,
            long each,
            long besides,
            AtomicInteger refused) {
        this.reader = reader;
        this.declared = declared;
        this.each = each;
        this.besides = besides;
        this.refused = refused;
    }

    @Override
    public void eat(byte[] file) throws Exception {
        long most = each * file.length + besides;
        AtomicBoolean accepted = new AtomicBoolean();
        // what takes more for the first time may have loaded classes
        if (allocated(file, accepted) > most && allocated(file, accepted) > most) {
            throw new AssertionError("more than " + most + " bytes of memory for a file of " + file.length);
        }
        refused.addAndGet(accepted.get() ? 0 : 1);
    }

    /** Bytes of memory that reading took. */
    private long allocated(byte[] file, AtomicBoolean accepted) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            reader.accept(file);
            accepted.set(true);
        } catch (Exception failure) {
            if (!declared.isInstance(failure)) {
                throw failure;
            }
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
