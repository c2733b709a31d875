package latentlab.server.browser;

import java.util.Map;
import java.util.TreeMap;

/** What axe-core has found on each page and in each dialog, by colour scheme; one table at the end of the tests. */
final class AxeResults {
    private final Map<String, String[]> rows = new TreeMap<>();

    /** @param passed rules that found nothing to complain of; those that found nothing to look at do not count */
    synchronized void add(String name, boolean dark, int passed, int violations) {
        String[] row = rows.computeIfAbsent(name.isEmpty() ? "/" : name, absent -> new String[] {"–", "–"});
        row[dark ? 1 : 0] = passed + " passed, " + violations + " violated";
    }

    void print() {
        if (!rows.isEmpty()) {
            StringBuilder table = new StringBuilder("\n| axe-core, rules | light | dark |\n|---|---|---|\n");
            rows.forEach((name, row) -> table.append("| " + name + " | " + row[0] + " | " + row[1] + " |\n"));
            System.out.println(table);
        }
    }
}
