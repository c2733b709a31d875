package latentlab.server.web;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The body of an answer, made piece by piece as its reader takes it. */
interface Pieces extends Iterator<ByteBuffer> {
    /** Bytes of them all; negative where that is not known beforehand. */
    long length();

    /** What stays in memory until the reader has all of it; null for nothing that would not stay there anyway. */
    byte[] kept();

    /** Bytes that must not change any more. */
    static Pieces of(byte[] bytes) {
        return new Slices(bytes, bytes, 0, bytes.length);
    }

    /** A part of bytes that stay in memory for ever. */
    static Pieces ofPermanent(byte[] bytes, int from, int length) {
        return new Slices(bytes, null, from, from + length);
    }

    /** Pieces of bytes that are there. */
    final class Slices implements Pieces {
        // each is copied once more on its way to the network, into a buffer of this size that the thread keeps
        private static final int LONGEST = 64 << 10;

        private final byte[] bytes;
        private final byte[] kept;
        private final int length;
        private final int end;
        private int next;

        private Slices(byte[] bytes, byte[] kept, int from, int end) {
            this.bytes = bytes;
            this.kept = kept;
            this.end = end;
            length = end - from;
            next = from;
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public byte[] kept() {
            return kept;
        }

        @Override
        public boolean hasNext() {
            return next < end;
        }

        @Override
        public ByteBuffer next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            ByteBuffer piece = ByteBuffer.wrap(bytes, next, Math.min(LONGEST, end - next));
            next += piece.remaining();
            return piece;
        }
    }
}
