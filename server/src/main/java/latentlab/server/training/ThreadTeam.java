package latentlab.server.training;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * A fixed number of threads that do a piece of work each and meet at its end. Which piece a thread does depends on its
 * number alone, so that sums are always made in the same order.
 */
final class ThreadTeam implements AutoCloseable {
    private final int size;
    private final ExecutorService others;

    /** @param size number of threads, the calling one included */
    ThreadTeam(int size) {
        this.size = size;
        others = Executors.newFixedThreadPool(Math.max(1, size - 1), task -> {
            Thread thread = new Thread(task, "training");
            thread.setDaemon(true);
            return thread;
        });
    }

    int size() {
        return size;
    }

    /** First index of a thread's share of {@code count} things; the share ends where the next thread's starts. */
    int share(int thread, int count) {
        return (int) ((long) count * thread / size);
    }

    /** Runs the work once for every number of a thread, 0 on the calling one, and returns when all are done. */
    void run(IntConsumer work) {
        List<Future<?>> running = new ArrayList<>();
        for (int thread = 1; thread < size; thread++) {
            int number = thread;
            running.add(others.submit(() -> work.accept(number)));
        }
        try {
            work.accept(0);
        } finally {
            running.forEach(ThreadTeam::await);
        }
    }

    private static void await(Future<?> future) {
        try {
            future.get();
        } catch (InterruptedException interrupted) {
            // the memory that the others work on must not be left while they do
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted within a training step", interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a training thread failed", failed.getCause());
        }
    }

    @Override
    public void close() {
        others.shutdown();
    }
}
