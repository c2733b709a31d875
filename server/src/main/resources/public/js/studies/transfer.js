import {LineChart, saveCsv} from '../charts.js';
import {HeatMap} from '../heat-map.js';
import {saveLatex} from '../latex.js';
import {read, remember, write} from '../link.js';
import {paint} from '../pictures.js';
import {$, csv, withResults} from '../study.js';
import {testImage} from '../test-images.js';

const KINDS = ['frozen', 'full', 'scratch'];
const NAMES = {frozen: translated('frozen'), full: translated('full'), scratch: translated('scratch')};
const DIGITS = [...'0123456789'];
const FIRST = 20; // images that are shown before more are asked for

remember($('alone'));
withResults(({figures}) => {
  showCurves(figures);
  showDraws(figures);
  showConfusion(figures);
  new Images(figures.disagreement);
});

/** Accuracy and cross-entropy by step, with what a nearest neighbour gets right without learning. */
function showCurves({steps, nearestNeighbour, ...figures}) {
  const curves = member => KINDS.map(kind => {
    const {mean, sd} = figures[kind][member];
    return {name: NAMES[kind], points: mean.map((y, i) => [i + 1, y, figures.draws > 1 ? sd[i] : undefined])};
  });
  const level = (name, {mean}, colour) => ({name: translated('nearest neighbour, {0}', name), points: [[1, mean], [steps, mean]], colour, dashed: true});
  new LineChart($('accuracy'), {x: translated('step'), y: translated('test accuracy'), log: null, csv: csv('epochs')}).show([
    ...curves('accuracy'),
    level(translated('pixels'), nearestNeighbour.pixels, 6),
    level(translated('{0} PCA coordinates', nearestNeighbour.components), nearestNeighbour.principalComponents, 4),
  ]);
  new LineChart($('cross-entropy'), {x: translated('step'), y: translated('test cross-entropy'), csv: csv('epochs')}).show(curves('crossEntropy'));
}

/** The three networks on the same labelled images, draw by draw. */
function showDraws(figures) {
  new LineChart($('draws'), {x: translated('draw'), y: translated('test accuracy'), log: null, csv: csv('draws')})
    .show(KINDS.map(kind => ({name: NAMES[kind], points: figures[kind].draws.map((y, i) => [i + 1, y]), line: false})));
}

function showConfusion(figures) {
  for (const kind of KINDS) {
    const {confusion} = figures[kind];
    const share = (count, row) => count / confusion[row].reduce((sum, value) => sum + value);
    const percent = (count, row) => decimal((100 * share(count, row)).toFixed(1));
    new HeatMap(document.querySelector(`[data-kind="${kind}"] .heat-map`), {
      name: translated('What {0} reads, in percent of each digit', NAMES[kind]),
      labels: DIGITS,
      shade: share,
      text: (count, row) => (count > 0 ? Math.max(1, Math.floor(100 * share(count, row))) : ''),
      describe: (row, column, count) => translated('a {0} read as {1}: {2} times, {3} %', row, column, count, percent(count, row)),
    }).show(confusion, translated('Rows: the digit. Columns: what is read.'));
  }
  $('confusion-csv').addEventListener('click', () => saveCsv('confusion.csv', ['how', 'digit', 'read as', 'count'],
    KINDS.flatMap(kind => figures[kind].confusion.flatMap((row, digit) => row.map((count, read) => [kind, digit, read, count])))));
  $('confusion-latex').addEventListener('click', () => saveLatex('confusion.tex', ['how', 'digit', ...DIGITS],
    KINDS.flatMap(kind => figures[kind].confusion.map((row, digit) => [kind, digit, ...row]))));
}

/** Test images that one network alone gets right. */
class Images {
  #alone;

  constructor(disagreement) {
    this.#alone = disagreement;
    $('alone').addEventListener('change', () => {
      write({all: ''});
      this.#show(FIRST);
    });
    $('more').addEventListener('click', () => {
      const shown = $('images').children.length;
      write({all: 'shown'});
      this.#show(Infinity);
      $('images').children[shown]?.focus();
    });
    this.#show(read('all') === 'shown' ? Infinity : FIRST);
  }

  #show(most) {
    const {count, images} = this.#alone[$('alone').value];
    const shown = images.slice(0, most);
    $('images').replaceChildren(...shown.map(image => figure(image)));
    $('shown').textContent = translated('{0} of {1}', shown.length, count);
    $('more').hidden = shown.length === images.length;
    $('more').textContent = translated('Show {0}', images.length);
  }
}

function figure(image) {
  const {index, digit} = image;
  const element = document.createElement('figure');
  const canvas = document.createElement('canvas');
  const caption = document.createElement('figcaption');
  canvas.className = 'pixels';
  canvas.setAttribute('role', 'img');
  canvas.ariaLabel = translated('Test image {0}, a {1}', index, digit);
  element.tabIndex = -1;
  const reads = KINDS.map(kind => {
    const read = document.createElement('span');
    read.textContent = `${NAMES[kind]} ${image[kind]}`;
    read.className = image[kind] === digit ? 'right' : '';
    return read;
  });
  caption.append(...reads);
  element.append(canvas, caption);
  testImage('mnist', index)
    .then(({pixels}) => paint(canvas, pixels))
    .catch(() => { caption.prepend(`${translated('Test image {0} did not arrive.', index)} `); });
  return element;
}
