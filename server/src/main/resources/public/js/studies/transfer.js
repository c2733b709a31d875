import {LineChart, saveCsv} from '../charts.js';
import {HeatMap} from '../heat-map.js';
import {saveLatex} from '../latex.js';
import {read, remember, write} from '../link.js';
import {paint} from '../pictures.js';
import {$, csv, withResults} from '../study.js';
import {testImage} from '../test-images.js';

const KINDS = ['frozen', 'full', 'scratch'];
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
    return {name: kind, points: mean.map((y, i) => [i + 1, y, figures.draws > 1 ? sd[i] : undefined])};
  });
  const level = (name, {mean}, colour) => ({name: `nearest neighbour, ${name}`, points: [[1, mean], [steps, mean]], colour, dashed: true});
  new LineChart($('accuracy'), {x: 'step', y: 'test accuracy', log: null, csv: csv('epochs')}).show([
    ...curves('accuracy'),
    level('pixels', nearestNeighbour.pixels, 6),
    level(`${nearestNeighbour.components} PCA coordinates`, nearestNeighbour.principalComponents, 4),
  ]);
  new LineChart($('cross-entropy'), {x: 'step', y: 'test cross-entropy', csv: csv('epochs')}).show(curves('crossEntropy'));
}

/** The three networks on the same labelled images, draw by draw. */
function showDraws(figures) {
  new LineChart($('draws'), {x: 'draw', y: 'test accuracy', log: null, csv: csv('draws')})
    .show(KINDS.map(name => ({name, points: figures[name].draws.map((y, i) => [i + 1, y]), line: false})));
}

function showConfusion(figures) {
  for (const kind of KINDS) {
    const {confusion} = figures[kind];
    const share = (count, row) => count / confusion[row].reduce((sum, value) => sum + value);
    const percent = (count, row) => (100 * share(count, row)).toFixed(1);
    new HeatMap(document.querySelector(`[data-kind="${kind}"] .heat-map`), {
      name: `What ${kind} reads, in percent of each digit`,
      labels: DIGITS,
      shade: share,
      text: (count, row) => (count > 0 ? Math.max(1, Math.floor(100 * share(count, row))) : ''),
      describe: (row, column, count) => `a ${row} read as ${column}: ${count} times, ${percent(count, row)} %`,
    }).show(confusion, 'Rows: the digit. Columns: what is read.');
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
    $('shown').textContent = `${shown.length} of ${count}`;
    $('more').hidden = shown.length === images.length;
    $('more').textContent = `Show ${images.length}`;
  }
}

function figure(image) {
  const {index, digit} = image;
  const element = document.createElement('figure');
  const canvas = document.createElement('canvas');
  const caption = document.createElement('figcaption');
  canvas.className = 'pixels';
  canvas.setAttribute('role', 'img');
  canvas.ariaLabel = `Test image ${index}, a ${digit}`;
  element.tabIndex = -1;
  const reads = KINDS.map(kind => {
    const read = document.createElement('span');
    read.textContent = `${kind} ${image[kind]}`;
    read.className = image[kind] === digit ? 'right' : '';
    return read;
  });
  caption.append(...reads);
  element.append(canvas, caption);
  testImage('mnist', index)
    .then(({pixels}) => paint(canvas, pixels))
    .catch(() => { caption.prepend(`Test image ${index} did not arrive. `); });
  return element;
}
