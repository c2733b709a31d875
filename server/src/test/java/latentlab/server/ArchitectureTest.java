package latentlab.server;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows of the house: who may know whom. */
class ArchitectureTest {
    private static final String[] SHARED = {
        "latentlab.image..",
        "latentlab.kernel..",
        "latentlab.network..",
        "latentlab.latent..",
        "latentlab.weights..",
        "latentlab.statistics..",
        "latentlab.theory.."
    };
    private static final String[] ND4J = {"org.nd4j..", "org.bytedeco..", "org.deeplearning4j.."};

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    /** Kept for all compilations, as to open the libraries takes longest. */
    private static final StandardJavaFileManager FILES = COMPILER.getStandardFileManager(null, null, null);

    private static final DescribedPredicate<JavaCall<?>> WRITES_AN_ANSWER = DescribedPredicate.describe(
            "writes an answer",
            call -> call.getTargetOwner().getName().matches("io\\.javalin\\.http\\.Context|jakarta\\.servlet\\..*")
                    && call.getName()
                            .matches("result|json|jsonStream|html|render|redirect|writeSeekableStream|outputStream"
                                    + "|getOutputStream|getWriter|flushBuffer"));

    private static JavaClasses product;

    @BeforeAll
    static void read() {
        // names are enough; to read all libraries takes long
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        product = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("latentlab");
    }

    /**
     * @param rule    what holds
     * @param place   a package in which it can be broken
     * @param breaker a field that breaks it there
     */
    record Arrow(ArchRule rule, String place, String breaker) {
        @Override
        public String toString() {
            return rule.getDescription();
        }
    }

    static Stream<Arrow> rules() {
        return Stream.of(
                new Arrow(
                        classes()
                                .that(resideInAnyPackage(SHARED))
                                .should()
                                .onlyDependOnClassesThat(resideInAnyPackage(concat(SHARED, "java..")))
                                .because("TeaVM compiles shared, too"),
                        "latentlab.network",
                        "Object x = new com.fasterxml.jackson.databind.ObjectMapper();"),
                new Arrow(
                        noClasses()
                                .that(resideInAnyPackage(SHARED))
                                .should()
                                .dependOnClassesThat(resideInAnyPackage(
                                        "java.io..",
                                        "java.net..",
                                        "java.nio.file..",
                                        "java.nio.channels..",
                                        "java.time..",
                                        "java.util.concurrent.."))
                                .because("shared does no input or output and knows no threads and no clock"),
                        "latentlab.weights",
                        "Object x = new java.io.File(\"x\");"),
                new Arrow(
                        noClasses()
                                .that(resideOutsideOfPackages("latentlab.server.training.."))
                                .should()
                                .dependOnClassesThat(resideInAnyPackage(ND4J))
                                .because("the web process never loads ND4J: a crash in it must not take the site down"),
                        "latentlab.server.web",
                        "Object x = org.nd4j.linalg.factory.Nd4j.class;"),
                new Arrow(
                        noClasses()
                                .that(resideInAnyPackage(
                                        "latentlab.server.web..",
                                        "latentlab.server.models..",
                                        "latentlab.server.export.."))
                                .should()
                                .dependOnClassesThat(resideInAnyPackage("latentlab.server.training.."))
                                .because("what serves knows nothing of how to train"),
                        "latentlab.server.models",
                        "latentlab.server.training.Trainer x;"),
                new Arrow(
                        noClasses()
                                .that(resideOutsideOfPackages("latentlab.server.web..", "latentlab.server.command.."))
                                .should()
                                .dependOnClassesThat(
                                        resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet.."))
                                .because("HTTP is the web package's business"),
                        "latentlab.server.training",
                        "io.javalin.Javalin x;"),
                new Arrow(
                        noClasses()
                                .that(resideOutsideOfPackages("latentlab.server.web.."))
                                .should()
                                .dependOnClassesThat(resideInAnyPackage("org.thymeleaf.."))
                                .because("pages are the web package's business"),
                        "latentlab.server.models",
                        "org.thymeleaf.TemplateEngine x;"),
                new Arrow(
                        noClasses()
                                .that(resideOutsideOfPackages("latentlab.server.command..", "latentlab.server"))
                                .should()
                                .dependOnClassesThat(resideInAnyPackage("latentlab.server.command..", "picocli.."))
                                .because("commands are what the program starts with, nobody's tool"),
                        "latentlab.server.web",
                        "latentlab.server.command.ServeCommand x;"),
                new Arrow(
                        noClasses()
                                .that(resideOutsideOfPackages("latentlab.server.command..", "latentlab.server.web.."))
                                .should()
                                .dependOnClassesThat(resideInAnyPackage("latentlab.server.web.."))
                                .because("nothing below knows that there is a site"),
                        "latentlab.server.export",
                        "latentlab.server.web.LatentLabApp x;"),
                new Arrow(
                        noClasses()
                                .that(resideOutsideOfPackages("latentlab.server.runs.."))
                                .should()
                                .dependOnClassesThat(resideInAnyPackage(
                                        "org.jdbi..",
                                        "org.flywaydb..",
                                        "org.sqlite..",
                                        "org.postgresql..",
                                        "com.zaxxer.."))
                                .because("what is kept of runs, and how, is one package's business"),
                        "latentlab.server.web",
                        "org.jdbi.v3.core.Jdbi x;"),
                new Arrow(
                        noClasses()
                                .that(resideOutsideOfPackages("latentlab.server.jobs.."))
                                .should()
                                .dependOnClassesThat(resideInAnyPackage("com.github.kagkarlsson.."))
                                .because("the queue is one package's business"),
                        "latentlab.server.web",
                        "com.github.kagkarlsson.scheduler.Scheduler x;"),
                new Arrow(
                        noClasses()
                                .that(resideInAnyPackage(
                                        "latentlab.server.training..",
                                        "latentlab.server.dataset..",
                                        "latentlab.server.models..",
                                        "latentlab.server.export.."))
                                .should()
                                .dependOnClassesThat(
                                        resideInAnyPackage("latentlab.server.jobs..", "latentlab.server.runs.."))
                                .because("a training doesn't know who has ordered it"),
                        "latentlab.server.training",
                        "latentlab.server.runs.RunStore x;"),
                new Arrow(
                        noClasses()
                                .should()
                                .dependOnClassesThat(resideInAnyPackage("latentlab.client.."))
                                .because("the server packages the compiled client as files, never as classes"),
                        "latentlab.server.web",
                        "latentlab.client.Stub x;"),
                new Arrow(
                        noClasses()
                                .that(resideInAnyPackage("latentlab.server.web.."))
                                .should()
                                .callMethodWhere(WRITES_AN_ANSWER)
                                .because(
                                        "a thread would wait for the reader, as it does not after PatientAnswers.send"),
                        "latentlab.server.web",
                        "void x(io.javalin.http.Context ctx) { ctx.result(\"x\"); }"),
                new Arrow(
                        slices().matching("latentlab.server.(*)..").should().beFreeOfCycles(),
                        "latentlab.server.models",
                        "latentlab.server.web.Back x;"),
                new Arrow(
                        slices().matching("latentlab.(*)").should().beFreeOfCycles(),
                        "latentlab.weights",
                        "latentlab.network.Back x;"));
    }

    private static String[] concat(String[] packages, String one) {
        return Stream.concat(Stream.of(packages), Stream.of(one)).toArray(String[]::new);
    }

    @AfterAll
    static void close() throws IOException {
        FILES.close();
    }

    @Test
    void allOfTheHouseIsLookedAt() {
        for (String name : new String[] {
            "latentlab.theory.StoppingCondition",
            "latentlab.network.Encoder",
            "latentlab.server.web.LatentLabApp",
            "latentlab.server.models.Model"
        }) {
            assertThat(product.contain(name)).as(name).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(Arrow arrow) {
        arrow.rule().check(product);
    }

    /** Each rule sees a class that breaks it, lest it hold because it says nothing. */
    @ParameterizedTest
    @MethodSource("rules")
    void failsWhenBroken(Arrow arrow, @TempDir Path directory) throws IOException {
        compile(directory, arrow.place(), "Breaker", arrow.breaker());
        JavaClasses broken = new ClassFileImporter().importPath(directory);
        assertThat(broken.contain(arrow.place() + ".Breaker")).isTrue();
        assertThatThrownBy(() -> arrow.rule().check(broken)).isInstanceOf(AssertionError.class);
    }

    private static void compile(Path directory, String place, String name, String member) throws IOException {
        Path source = directory.resolve(name + ".java");
        Files.writeString(source, "package " + place + "; public class " + name + " { " + member + " }");
        List<Path> sources = new ArrayList<>(List.of(source));
        int other = member.indexOf(".Back"); // the other half of a cycle
        if (other >= 0) {
            Path back = directory.resolve("Back.java");
            Files.writeString(
                    back, "package " + member.substring(0, other) + "; public class Back { " + place + ".Breaker x; }");
            sources.add(back);
        }
        if (member.contains("Stub")) { // the client's classes are not on the server's class path
            Path stub = directory.resolve("Stub.java");
            Files.writeString(stub, "package latentlab.client; public class Stub {}");
            sources.add(stub);
        }
        FILES.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(directory));
        List<String> options = List.of("-proc:none", "-nowarn", "-cp", System.getProperty("java.class.path"));
        assertThat(COMPILER.getTask(null, FILES, null, options, null, FILES.getJavaFileObjectsFromPaths(sources))
                        .call())
                .as("the breaker compiles")
                .isTrue();
    }
}
