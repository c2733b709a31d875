package latentlab.server.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * Labelled images for training and for test.
 *
 * @param name {@code mnist}, {@code fashion-mnist}, or what the folder is called
 */
public record Dataset(String name, LabelledImages train, LabelledImages test) {
    /** The name of the data set that travels with the product. */
    public static final String MNIST = "mnist";

    private static final int SIDE = 28;

    /** Where a data set's files come from. */
    private interface Source {
        InputStream open(String file) throws IOException;

        /** The file's name as the user knows it. */
        String name(String file);
    }

    /**
     * The data set that travels with the product, checked against its checksums.
     *
     * @throws MalformedDatasetException when a file was damaged
     */
    public static Dataset mnist() {
        return new Dataset(MNIST, builtIn("train"), mnistTest());
    }

    /** Only the 10,000 test images of {@link #mnist()}, which are read faster. */
    public static LabelledImages mnistTest() {
        return builtIn("t10k");
    }

    private static LabelledImages builtIn(String part) {
        try {
            return read(builtIn(), part, MnistChecksums.VERIFIED);
        } catch (MalformedDatasetException damaged) {
            throw damaged.ofTheProgram();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the built-in MNIST cannot be read", unreadable);
        }
    }

    /**
     * What {@code --dataset} names: {@code mnist}, {@code mnist-1000} with as many of its training images, or a folder.
     *
     * @throws MalformedDatasetException when a file is not what it should be
     * @throws IOException               when a file is missing or can't be read
     */
    public static Dataset open(String nameOrFolder) throws IOException {
        Optional<Integer> some = MnistSubset.size(nameOrFolder);
        if (some.isPresent()) {
            Dataset all = mnist();
            return new Dataset(nameOrFolder, MnistSubset.of(all.train(), some.get()), all.test());
        }
        return nameOrFolder.equals(MNIST) ? mnist() : read(Path.of(nameOrFolder));
    }

    /** Whether that is the name of MNIST or of a part of it: their test images are the same. */
    public static boolean isMnist(String name) {
        return name.equals(MNIST) || MnistSubset.size(name).isPresent();
    }

    /**
     * The four IDX files of a folder, plain or gzip: {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte},
     * {@code t10k-images-idx3-ubyte} and {@code t10k-labels-idx1-ubyte}, with or without {@code .gz}.
     *
     * @throws MalformedDatasetException when a file is not what it should be
     * @throws IOException               when a file is missing or can't be read
     */
    public static Dataset read(Path folder) throws IOException {
        Source files = new Source() {
            @Override
            public InputStream open(String file) throws IOException {
                return Files.newInputStream(path(file));
            }

            @Override
            public String name(String file) {
                return path(file).toString();
            }

            private Path path(String file) {
                Path packed = folder.resolve(file + ".gz");
                return Files.exists(packed) ? packed : folder.resolve(file);
            }
        };
        try {
            LabelledImages train = read(files, "train", (name, file, content) -> {});
            LabelledImages test = read(files, "t10k", (name, file, content) -> {});
            return new Dataset(nameOf(folder), train, test);
        } catch (NoSuchFileException missing) {
            throw new NoSuchFileException(
                    missing.getFile(),
                    null,
                    "no such file; a data set is a folder with train-images-idx3-ubyte, train-labels-idx1-ubyte, "
                            + "t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, each plain or .gz");
        }
    }

    /** SHA-256 of all training images and then all test images, hexadecimal: what a model was made from. */
    public String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(train.pixels());
            return HexFormat.of().formatHex(digest.digest(test.pixels()));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static Source builtIn() {
        return new Source() {
            @Override
            public InputStream open(String file) throws IOException {
                InputStream content = Dataset.class.getResourceAsStream("/datasets/mnist/" + file + ".gz");
                if (content == null) {
                    throw new NoSuchFileException(file + ".gz");
                }
                return content;
            }

            @Override
            public String name(String file) {
                return "built-in " + file + ".gz";
            }
        };
    }

    private static LabelledImages read(Source source, String part, MnistChecksums.Check check) throws IOException {
        String images = part + "-images-idx3-ubyte";
        String labels = part + "-labels-idx1-ubyte";
        byte[] pixels = read(source, images, -1, SIDE, SIDE);
        check.check(images, source.name(images), pixels);
        if (pixels.length == 0) {
            throw new MalformedDatasetException(source.name(images), 4, "there is no image in it");
        }
        byte[] classes = read(source, labels, pixels.length / LabelledImages.PIXELS);
        check.check(labels, source.name(labels), classes);
        for (int i = 0; i < classes.length; i++) {
            if (classes[i] < 0 || classes[i] > 9) {
                throw new MalformedDatasetException(
                        source.name(labels), 8L + i, "the label is " + (classes[i] & 0xff) + ", expected 0 to 9");
            }
        }
        return new LabelledImages(pixels, classes);
    }

    private static byte[] read(Source source, String file, int... extents) throws IOException {
        try (InputStream content = source.open(file)) {
            return IdxFile.read(source.name(file), content, extents);
        }
    }

    /** {@code fashion-mnist} wherever its files lie; else the folder's name in letters that an id may have. */
    private static String nameOf(Path folder) {
        Path last = folder.toAbsolutePath().normalize().getFileName();
        String name = last == null ? "" : last.toString().toLowerCase(Locale.ROOT);
        if (name.contains("fashion")) {
            return "fashion-mnist";
        }
        String plain = name.replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        // the names of the built-in data sets stand for their very images
        return plain.isEmpty() || isMnist(plain) ? "dataset" : plain;
    }
}
