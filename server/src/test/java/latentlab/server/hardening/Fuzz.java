package latentlab.server.hardening;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.sessions.JqwikSession;

/**
 * Feeds something with inputs that jqwik makes, at random and at the edges of what may be, and makes the first that fails as
 * small as it can be. In full they are others each time; {@code -Dfuzz.seed=…}, which a failure names, makes the same again.
 */
final class Fuzz {
    private static final long SEED = Long.getLong("fuzz.seed", Amount.FULL ? System.nanoTime() : 1);
    /** How often a failing input is tried smaller. */
    private static final int SHRINKS = 2000;

    private Fuzz() {}

    /** What is fed, by one thread. */
    interface Eater<T> extends AutoCloseable {
        /** Throws something when it does with the input what it should not. */
        void eat(T input) throws Exception;

        @Override
        default void close() throws IOException {}
    }

    /** @param eaters makes one for each thread */
    static <T> void feed(Arbitrary<T> inputs, int count, int threads, Callable<Eater<T>> eaters) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> parts = new ArrayList<>();
            for (int part = 0; part < threads; part++) {
                int share = (int) ((part + 1L) * count / threads - (long) part * count / threads);
                Random random = new Random(SEED + part);
                parts.add(pool.submit(() -> JqwikSession.run(() -> feed(inputs, share, random, eaters))));
            }
            for (Future<?> part : parts) {
                part.get();
            }
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause().getMessage(), failed.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private static <T> void feed(Arbitrary<T> inputs, int count, Random random, Callable<Eater<T>> eaters) {
        try (Eater<T> eater = eaters.call()) {
            RandomGenerator<T> generator = inputs.generator(1000, true);
            for (int i = 0; i < count; i++) {
                Shrinkable<T> input = generator.next(random);
                if (failure(eater, input.value()) != null) {
                    T smallest = smallest(eater, input);
                    throw new AssertionError(
                            "not with " + printed(smallest) + " (-Dfuzz.seed=" + SEED + ")", failure(eater, smallest));
                }
            }
        } catch (Exception broken) {
            throw new AssertionError("nothing more can be fed (-Dfuzz.seed=" + SEED + ")", broken);
        }
    }

    private static <T> T smallest(Eater<T> eater, Shrinkable<T> failing) {
        Shrinkable<T> smallest = failing;
        int[] tries = {0};
        while (true) {
            Optional<Shrinkable<T>> smaller = smallest.shrink()
                    .takeWhile(any -> tries[0]++ < SHRINKS)
                    .filter(one -> failure(eater, one.value()) != null)
                    .findFirst();
            if (smaller.isEmpty()) {
                return smallest.value();
            }
            smallest = smaller.get();
        }
    }

    private static <T> Throwable failure(Eater<T> eater, T input) {
        try {
            eater.eat(input);
            return null;
        } catch (Exception | StackOverflowError | OutOfMemoryError | AssertionError failure) {
            return failure;
        }
    }

    /** As it can be put into a test. */
    private static String printed(Object input) {
        return input instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : input.toString();
    }
}
