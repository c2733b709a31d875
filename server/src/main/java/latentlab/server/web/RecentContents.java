package latentlab.server.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Keeps the few answers that were asked for last, where each is large and can be made again. Thread-safe. */
final class RecentContents {
    private final Map<String, Content> kept;

    RecentContents(int most) {
        kept = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Content> eldest) {
                return size() > most;
            }
        };
    }

    /** The content of that key, made unless it is kept; two readers at once may both make it. */
    Content get(String key, Supplier<Content> maker) {
        synchronized (kept) {
            Content known = kept.get(key);
            if (known != null) {
                return known;
            }
        }
        Content made = maker.get();
        synchronized (kept) {
            kept.put(key, made);
        }
        return made;
    }
}
