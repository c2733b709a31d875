package latentlab.server.web;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps the answers that were asked for last, where each can be made again, as far as there is room for them: models may
 * be of any size. Thread-safe.
 */
final class RecentContents {
    private static final int BESIDE_IT = 1000; // bytes of one that are not its content

    private final long room;
    private final Map<String, Slot> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long taken;

    /** @param room bytes, of plain and compressed contents together */
    RecentContents(long room) {
        this.room = room;
    }

    /**
     * With room in a part of the memory that the program may have. All that there are have a good third together.
     *
     * @param part 8 for an eighth
     */
    static RecentContents inMemory(int part) {
        return new RecentContents(Runtime.getRuntime().maxMemory() / part);
    }

    /** The content of that key, if it is kept; whoever makes it is not waited for. */
    Optional<Content> find(String key) {
        Slot slot;
        synchronized (kept) {
            slot = kept.get(key);
        }
        return Optional.ofNullable(slot == null ? null : slot.content);
    }

    /** The content of that key, made unless it is kept; of many who ask for it at once, one makes it. */
    Content get(String key, Supplier<Content> maker) {
        Slot slot;
        synchronized (kept) {
            slot = kept.computeIfAbsent(key, absent -> new Slot());
        }
        try {
            Content content = slot.content(maker);
            makeRoom(key, slot);
            return content;
        } finally {
            if (slot.content == null) { // it could not be made, and may have any name
                synchronized (kept) {
                    kept.remove(key, slot);
                }
            }
        }
    }

    /** One that is larger than all the room goes itself. */
    private void makeRoom(String key, Slot slot) {
        synchronized (kept) {
            if (kept.get(key) != slot) {
                return; // it is gone already
            }
            taken -= slot.weight;
            slot.weight = slot.content.bytes() + BESIDE_IT; // others than before when it was compressed meanwhile
            taken += slot.weight;
            if (slot.weight > room) { // it goes itself, and no other for it
                taken -= slot.weight;
                kept.remove(key);
                return;
            }
            for (Iterator<Slot> eldest = kept.values().iterator(); taken > room && eldest.hasNext(); ) {
                Slot one = eldest.next();
                if (one.weight > 0) { // else it is being made
                    taken -= one.weight;
                    eldest.remove();
                }
            }
        }
    }

    private static final class Slot {
        private volatile Content content;
        private long weight;

        synchronized Content content(Supplier<Content> maker) {
            if (content == null) {
                content = maker.get();
            }
            return content;
        }
    }
}
