package latentlab.server.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Keeps the few answers that were asked for last, where each is large and can be made again. Thread-safe. */
final class RecentContents {
    private final Map<String, Slot> kept;

    RecentContents(int most) {
        kept = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Slot> eldest) {
                return size() > most;
            }
        };
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
        return slot.content(maker);
    }

    private static final class Slot {
        private volatile Content content;

        synchronized Content content(Supplier<Content> maker) {
            if (content == null) {
                content = maker.get();
            }
            return content;
        }
    }
}
