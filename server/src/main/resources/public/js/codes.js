/** The codes of the test images, (n,d), with their digits and the map that whitens them. */
export class CodeTable {
  #codes;
  #labels;
  #d;
  #whitening;

  /**
   * @param packed    as the server sends it: n·d float32 numbers, then n bytes with the digits
   * @param whitening mean (d), matrix (d,d) and inverse (d,d): whitened = matrix·(code − mean)
   */
  constructor(packed, n, d, whitening) {
    this.#codes = new Float32Array(packed, 0, n * d);
    this.#labels = new Uint8Array(packed, 4 * n * d, n);
    this.#d = d;
    this.#whitening = whitening;
  }

  /** Two coordinates of all codes, with their means and deviations, overall and by digit. */
  plane(first, second, whiten) {
    const labels = this.#labels;
    const axis = coordinate => {
      const values = this.#coordinate(coordinate, whiten);
      const [mean, sd] = meanAndDeviation(values);
      return {name: translated('coordinate {0}', coordinate + 1), values, mean, sd};
    };
    const x = axis(first);
    const y = axis(second);
    const kinds = Array.from({length: 10}, (_, digit) => {
      const own = values => values.filter((_, i) => labels[i] === digit);
      return {count: own(labels).length, x: meanAndDeviation(own(x.values)), y: meanAndDeviation(own(y.values))};
    });
    return {x, y, labels, kinds};
  }

  /** The mean code of a digit, or of all images for null. */
  centre(digit, whiten) {
    const mean = Array.from({length: this.#d}, (_, k) =>
      meanAndDeviation(this.#coordinate(k, false).filter((_, i) => digit === null || this.#labels[i] === digit))[0]);
    return whiten ? times(this.#whitening.matrix, minus(mean, this.#whitening.mean)) : mean;
  }

  /** The code of a whitened one. */
  unwhitened(code) {
    return times(this.#whitening.inverse, code).map((value, k) => value + this.#whitening.mean[k]);
  }

  #coordinate(k, whiten) {
    const d = this.#d;
    const values = new Float32Array(this.#codes.length / d);
    const weights = whiten ? this.#whitening.matrix[k] : null;
    for (let i = 0; i < values.length; i++) {
      values[i] = weights ? dot(weights, minus(this.#codes.subarray(i * d, (i + 1) * d), this.#whitening.mean)) : this.#codes[i * d + k];
    }
    return values;
  }
}

function meanAndDeviation(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return [mean, Math.sqrt(squares / (values.length - 1))];
}

function minus(a, b) {
  return Array.from(a, (value, k) => value - b[k]);
}

function dot(a, b) {
  return a.reduce((sum, value, k) => sum + value * b[k], 0);
}

function times(matrix, vector) {
  return matrix.map(row => dot(row, vector));
}
