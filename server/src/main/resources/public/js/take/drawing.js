// A drawing with its code as a file, and back. The page named API describes the file.
import {address, read as linked} from '../link.js';
import {say} from './copy.js';
import {read, write} from './ink.js';
import {model, save} from './save.js';

const FORMAT = 'latent-lab-drawing';
const VERSION = 1;
const STEPS = ['penWidth', 'size', 'grey', 'place'];
const MOST_POINTS = 20_000;

/** Saves what is seen. */
export default button => {
  const own = globalThis.latentLab.code();
  if (!own) {
    say(button, translated('The model is not here yet.'));
    return;
  }
  const code = Array.from(own);
  dispatchEvent(new Event('linkwanted'));
  const [picture, reconstruction] = globalThis.latentLab.at(1);
  const file = `drawing-${model()}.json`;
  const content = {
    format: FORMAT,
    version: VERSION,
    model: {id: document.getElementById('model').value, latentDim: code.length},
    ...source(linked('digit')),
    steps: Object.fromEntries(STEPS.map((step, i) => [step, !linked('without').includes(i + 1)])),
    pixels: rounded(picture),
    code,
    moved: moved(linked('code')),
    reconstruction: rounded(reconstruction),
    link: address({}),
  };
  save(file, `${JSON.stringify(content, null, 1).replace(/\n\s+(?=-?[\d\]])/g, '')}\n`, 'application/json');
  say(button, translated('{0} is among your downloads.', file));
};

/** A link's digit in words: strokes, or the place of a test image. */
function source(digit) {
  const [kind, ...rest] = digit.split('.');
  if (kind === 'test') {
    return {testImage: {dataset: rest[1] ?? 'mnist', index: Number(rest[0])}};
  }
  return {strokes: kind === 'ink' ? read(rest.join('.')).map(stroke => stroke.map(point => point.map(place => Number(place.toFixed(5))))) : []};
}

function moved(code) {
  return Object.fromEntries(code.split(',').filter(Boolean).map(part => part.split(':')).map(([number, thousandths]) => [number, thousandths / 1000]));
}

function rounded(pixels) {
  return Array.from(pixels, value => Number(value.toFixed(5)));
}

/**
 * The part of a link that opens a drawing.
 *
 * @param text of such a file; strokes or testImage are enough
 * @throws Error that says what is wrong
 */
export function fragment(text) {
  let file;
  try {
    file = JSON.parse(text);
  } catch (broken) {
    throw new Error(translated('it is no JSON: {0}', broken.message));
  }
  check(file !== null && typeof file === 'object' && (file.format === FORMAT || file.format === undefined), translated('its format is not {0}', FORMAT));
  check(file.version === undefined || file.version === VERSION, translated('its version is {0}, and this page reads {1}', file.version, VERSION));
  const values = {
    model: String(file.model?.id ?? ''),
    digit: digit(file),
    without: STEPS.map((step, i) => (file.steps?.[step] === false ? i + 1 : '')).join(''),
    code: Object.entries(file.moved ?? {}).map(([number, value]) => {
      check(/^[1-9]\d{0,3}$/.test(number) && Number.isFinite(value) && Math.abs(value) < 10_000, translated('moved.{0} is no number of a code', number));
      return `${number}:${Math.round(1000 * value)}`;
    }).join(','),
  };
  check(/^[\w.-]*$/.test(values.model), translated('model.id is no name of a model'));
  return `#${Object.entries(values).filter(([, value]) => value !== '').map(([key, value]) => `${key}=${value}`).join('&')}`;
}

function digit({strokes, testImage}) {
  if (testImage) {
    const {dataset = 'mnist', index} = testImage;
    check(Number.isInteger(index) && index >= 0 && /^[a-z0-9-]+$/.test(dataset), translated('testImage needs an index from 0 on and the name of a data set'));
    return `test.${index}${dataset === 'mnist' ? '' : `.${dataset}`}`;
  }
  check(Array.isArray(strokes), translated('it has no strokes'));
  check(strokes.flat().length <= MOST_POINTS, translated('it has more than {0} points', MOST_POINTS));
  strokes.forEach((stroke, i) => {
    check(Array.isArray(stroke) && stroke.length > 0, translated('stroke {0} has no points', i + 1));
    stroke.forEach((point, j) => check(
      Array.isArray(point) && point.length === 2 && point.every(place => typeof place === 'number' && place >= 0 && place <= 1),
      translated('point {0} of stroke {1} is not [x, y] with both from 0 to 1', j + 1, i + 1)));
  });
  return strokes.length > 0 ? `ink.${write(strokes)}` : 'none';
}

function check(holds, otherwise) {
  if (!holds) {
    throw new Error(otherwise);
  }
}
