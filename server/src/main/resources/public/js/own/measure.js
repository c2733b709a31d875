// What a file's network does with test digits, which says where the numbers of its code lie and how good it is. Only
// the digits come from the server; the network works in this page.
import {testImage} from '../test-images.js';

const DIGITS = 1000;
const SIDE = 28 * 28;
const KNOTS = 101;

/** @return {metadata: as the site's own files have it, error: mean over the digits}; empty when no digits are to be had */
export async function measure(model) {
  const {dataset = 'mnist', codeQuantiles, errorQuantiles} = model.metadata;
  const images = await digits(dataset) ?? await digits('mnist');
  if (!images) {
    return {metadata: {}};
  }
  const codes = [];
  const errors = [];
  for (const pixels of images) {
    const code = model.encode(pixels);
    const drawn = model.decode(code);
    codes.push(code);
    errors.push(drawn.reduce((sum, value, i) => sum + (value - pixels[i]) ** 2, 0) / SIDE);
  }
  const error = errors.reduce((sum, one) => sum + one) / errors.length;
  if (!Number.isFinite(error)) {
    throw new Error(translated('The network makes numbers that are not finite of test digits: its weights are no trained ones.'));
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

async function digits(dataset) {
  try {
    const images = await Promise.all(Array.from({length: DIGITS}, (_, i) => testImage(dataset, i)));
    return Object.assign(images.map(image => Float32Array.from(image.pixels)), {dataset});
  } catch {
    return null;
  }
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
