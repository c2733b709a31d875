// What a file's network does with test digits, which says where the numbers of its code lie and how good it is. Only
// the digits come from the server; the network works in this page.
const DIGITS = 1000;
const SIDE = 28 * 28;
const KNOTS = 101;

/** @return {metadata: as the site's own files have it, error: mean over the digits}; empty when no digits are to be had */
export async function measure(model, root) {
  const {dataset = 'mnist', codeQuantiles, errorQuantiles} = model.metadata;
  const images = await digits(root, dataset) ?? await digits(root, 'mnist');
  if (!images) {
    return {metadata: {}};
  }
  const codes = [];
  const errors = [];
  const pixels = new Float32Array(SIDE);
  for (let at = 0; at < images.length; at += SIDE) {
    pixels.forEach((_, i) => { pixels[i] = images[at + i] / 255; });
    const code = model.encode(pixels);
    const drawn = model.decode(code);
    codes.push(code);
    errors.push(drawn.reduce((sum, value, i) => sum + (value - pixels[i]) ** 2, 0) / SIDE);
  }
  const error = errors.reduce((sum, one) => sum + one) / errors.length;
  if (!Number.isFinite(error)) {
    throw new Error('The network makes numbers that are not finite of test digits: its weights are no trained ones.');
  }
  return {
    error,
    metadata: {
      dataset: images.dataset,
      codeQuantiles: codeQuantiles ?? JSON.stringify(Array.from({length: model.latentDim}, (_, k) => range(codes.map(code => code[k])))),
      errorQuantiles: errorQuantiles ?? JSON.stringify(quantiles(errors)),
    },
  };
}

async function digits(root, dataset) {
  const response = await fetch(new URL(`api/v1/datasets/${encodeURIComponent(dataset)}/test?from=0&count=${DIGITS}`, root),
    {headers: {Accept: 'application/octet-stream'}}).catch(() => null);
  return response?.ok ? Object.assign(new Uint8Array(await response.arrayBuffer()), {dataset}) : null;
}

function range(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = share => sorted[Math.round(share * (sorted.length - 1))];
  return {min: at(0), p1: at(0.01), p99: at(0.99), max: at(1)};
}

function quantiles(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return Array.from({length: KNOTS}, (_, i) => sorted[Math.round(i / (KNOTS - 1) * (sorted.length - 1))]);
}
