package latentlab.server.command;

import java.util.List;
import latentlab.server.training.BlasKernels;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which instructions the matrix products use. */
final class KernelsOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--blas-kernels",
            paramLabel = "NAME",
            description = "instructions of the matrix products, on which speed and the last bits of the result depend:"
                    + " SkylakeX (AVX-512) or Haswell (AVX2), on Linux x86-64 (default: what OPENBLAS_CORETYPE says,"
                    + " otherwise the best that the processor has)")
    private String kernels;

    /** Has them used from here on, and says so where the environment holds the training back. */
    void apply() {
        if (kernels != null) {
            try {
                BlasKernels.use(kernels);
            } catch (IllegalArgumentException unavailable) {
                throw new ParameterException(spec.commandLine(), unavailable.getMessage(), unavailable);
            }
            return;
        }
        String variable = System.getenv(BlasKernels.VARIABLE);
        List<String> available = BlasKernels.available();
        if (variable != null && available.indexOf(variable) > 0) {
            System.err.println(BlasKernels.VARIABLE + "=" + variable + " holds; --blas-kernels " + available.get(0)
                    + " would be faster on this processor, with other last bits");
        }
    }

    /** As arguments for another process; none where it is left open. */
    List<String> arguments() {
        return kernels == null ? List.of() : List.of("--blas-kernels=" + kernels);
    }

    /** As words for a shell; empty where it is left open. */
    String asText() {
        return String.join(" ", arguments());
    }
}
