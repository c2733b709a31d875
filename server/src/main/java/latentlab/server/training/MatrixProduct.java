package latentlab.server.training;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Products of row-major float32 matrices by the BLAS of ND4J's native backend, each on the calling thread alone: the
 * threads of a training step work on different images (see {@link ThreadTeam}), which needs fewer meeting points than
 * threads that share each product.
 *
 * <p>The BLAS is called directly and not through {@code Nd4j.gemm}, which costs about 9 µs a call: a step makes
 * hundreds of products.
 */
final class MatrixProduct {
    static {
        BlasKernels.choose();
        // ND4J sets its own number of threads while it starts, so start it first
        Nd4j.getBackend();
        Nd4j.scalar(0f);
        blas_set_num_threads(1);
    }

    private MatrixProduct() {}

    /** Makes sure that the native backend is there and set up. */
    static void prepare() {}

    /** C (m,n) = A (m,k) · B (k,n). */
    static void product(int m, int n, int k, FloatPointer a, FloatPointer b, FloatPointer c) {
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1, a, k, b, n, 0, c, n);
    }

    /**
     * C (m,n) = A (m,k) · Bᵀ, B (n,k).
     *
     * @param stride distance of two rows of C, at least n
     */
    static void productTransposed(int m, int n, int k, FloatPointer a, FloatPointer b, FloatPointer c, int stride) {
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, m, n, k, 1, a, k, b, k, 0, c, stride);
    }

    /** C (m,n) = keep·C + Aᵀ · B, A (k,m), B (k,n). */
    static void transposedProduct(int m, int n, int k, FloatPointer a, FloatPointer b, float keep, FloatPointer c) {
        cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, m, n, k, 1, a, m, b, n, keep, c, n);
    }
}
