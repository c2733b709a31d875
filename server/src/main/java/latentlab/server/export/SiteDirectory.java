package latentlab.server.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A directory that holds a copy of the site. New files are gathered aside and come to their places when all are there,
 * pages last; then those of an earlier copy that are no more are removed. Files of others stay.
 */
public final class SiteDirectory implements AutoCloseable {
    /** Lists the files of the copy, by which a directory is known to hold one. */
    static final String LIST = "latent-lab-site.txt";

    private static final String ASIDE = ".latent-lab-site";

    private final Path root;
    private final Path aside;
    private final Set<String> fresh = new TreeSet<>();

    private SiteDirectory(Path root) {
        this.root = root;
        aside = root.resolve(ASIDE);
    }

    /** There is something in the directory that is no copy of the site. */
    public static final class OccupiedException extends IOException {
        private static final long serialVersionUID = 1;

        OccupiedException(Path root) {
            super(root + " is not empty and holds no copy of the site");
        }
    }

    /**
     * Begins a copy.
     *
     * @param root   is made if need be
     * @param anyway whether it may go beside what others have put there
     * @throws OccupiedException when it may not
     */
    public static SiteDirectory open(Path root, boolean anyway) throws IOException {
        Files.createDirectories(root);
        SiteDirectory directory = new SiteDirectory(root);
        if (!anyway && Files.notExists(root.resolve(LIST)) && !directory.isEmpty()) {
            throw new OccupiedException(root);
        }
        directory.close(); // what a copy that was interrupted has left
        Files.createDirectory(directory.aside);
        return directory;
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files.allMatch(file -> file.equals(aside));
        }
    }

    /** @param path relative to the directory, with slashes */
    public void write(String path, byte[] content) throws IOException {
        Path file = aside.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        fresh.add(path);
    }

    /** Puts the copy in the place of an earlier one. */
    public void finish() throws IOException {
        Set<String> stale = new TreeSet<>(listed());
        stale.removeAll(fresh);
        Set<String> both = new TreeSet<>(stale);
        both.addAll(fresh);
        list(both); // whatever happens from here on, the directory is known as a copy's
        for (String path : List.copyOf(stale)) {
            if (fresh.stream().anyMatch(other -> isBelow(other, path) || isBelow(path, other))) {
                remove(path); // a file where a folder is to be, or the other way round
                stale.remove(path);
            }
        }
        List<String> pagesLast = new ArrayList<>(fresh);
        pagesLast.sort(Comparator.comparing(path -> path.endsWith(".html")));
        for (String path : pagesLast) {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.move(aside.resolve(path), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        for (String path : stale) {
            remove(path);
        }
        list(fresh);
    }

    private static boolean isBelow(String path, String folder) {
        return path.startsWith(folder + "/");
    }

    private List<String> listed() throws IOException {
        Path list = root.resolve(LIST);
        return Files.exists(list) ? Files.readAllLines(list) : List.of();
    }

    private void list(Collection<String> paths) throws IOException {
        Path part = aside.resolve(LIST);
        Files.write(part, paths, StandardCharsets.UTF_8);
        Files.move(part, root.resolve(LIST), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Also the folders that it leaves empty. What the list names outside of the directory is left alone. */
    private void remove(String path) throws IOException {
        Path file = root.resolve(path).normalize();
        while (file.startsWith(root.normalize()) && !file.equals(root.normalize())) {
            try {
                Files.deleteIfExists(file);
            } catch (DirectoryNotEmptyException othersAreThere) {
                return;
            }
            file = file.getParent();
        }
    }

    /** Removes what was gathered aside and has not come to its place. */
    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(aside)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (NoSuchFileException nothingThere) {
            // as it should be
        }
    }
}
