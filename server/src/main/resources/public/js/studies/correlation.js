import {LineChart} from '../charts.js';
import {HeatMap} from '../heat-map.js';
import {CodeTable} from '../codes.js';
import {open} from '../latent-lab.js';
import {read, remember, write} from '../link.js';
import {paintGrid} from '../pictures.js';
import {Scatter} from '../scatter.js';
import {$, address, csv, withResults} from '../study.js';

const DEVIATIONS = [-3, -2, -1, 0, 1, 2, 3]; // from the mean, of the traversal's frames
const networks = new Map(); // by run: promises of the codes and the network

remember($('seed'), $('from'));
$('whiten').checked = read('codes') === 'whitened';
withResults(({figures}) => {
  showOverall(figures);
  const page = new Pairs(figures);
  page.show();
  whenInView($('pair'), () => page.compare());
});

/** Overall correlation by d: every seed, their mean, and what whitening leaves. */
function showOverall({points, exponentialFit: {scale, rate}, principalOverall}) {
  const chart = new LineChart($('overall'), {x: 'd', y: translated('mean of |r|'), csv: csv('overall')});
  const line = (name, y, more) => ({name, points: points.map(point => [point.latentDim, y(point)]), ...more});
  const series = [
    {name: translated('mean over the seeds'), points: points.map(({latentDim, overall: {mean, sd, count}}) => [latentDim, mean, count > 1 ? sd : undefined])},
    line(translated('exponential fit'), point => scale * Math.exp(-rate * point.latentDim), {dashed: true}),
    line(translated('PCA’s coordinates: sampling noise'), () => principalOverall),
    ...points[0].seeds.map(({seed}, i) => ({
      name: translated('seed {0}', seed),
      points: points.map(point => [point.latentDim, point.seeds.find(one => one.seed === seed)?.overall]).filter(p => p[1] !== undefined),
      colour: 3 + i,
      line: false,
    })),
  ];
  const whitened = line(translated('whitened, largest of any seed'), point => point.whitened, {colour: 7, dashed: true});
  const draw = () => chart.show($('whiten').checked ? [...series, whitened] : series);
  $('whiten').addEventListener('change', draw);
  draw();
}

/** The heat maps, and the two coordinates that are chosen in one of them. */
class Pairs {
  #points;
  #maps;
  #scatter = new Scatter($('scatter'));
  #place; // {point, row, column}, point as the place in the list
  #wanted; // by the latest call of compare

  constructor({points}) {
    this.#points = points;
    this.#maps = points.map((point, i) => new HeatMap(document.querySelector(`[data-dim="${point.latentDim}"] .heat-map`), {
      name: translated('Correlation of the coordinates, d = {0}', point.latentDim),
      labels: Array.from({length: point.latentDim}, (_, k) => k + 1),
      shade: r => r,
      describe: (row, column, r) => translated('{0} and {1}: r = {2}', row + 1, column + 1, signed(r)),
      choose: (row, column) => this.#choose({point: i, row, column}),
      file: `correlation-d${point.latentDim}`,
    }));
    this.#readLink();
    for (const id of ['whiten', 'seed']) {
      $(id).addEventListener('change', () => {
        this.show();
        this.#choose(this.#place);
      });
    }
    $('from').addEventListener('change', () => this.compare());
    $('again').addEventListener('click', () => this.compare());
  }

  /** Shows the matrices of the chosen seed. */
  show() {
    this.#maps.forEach((map, i) => {
      const {matrix, overall} = this.#shown(i);
      map.show(matrix, translated('mean of |r| {0}', decimal(overall < 0.001 ? overall.toExponential(1) : overall.toFixed(3))));
    });
    this.#mark();
  }

  /** Shows the two coordinates of all test images, and what the network draws when they change. */
  async compare() {
    const {point, row, column} = this.#place;
    const {run} = this.#seed(point);
    const d = this.#points[point].latentDim;
    const wanted = [run, row, column, $('whiten').checked, $('from').value].join();
    this.#wanted = wanted;
    $('pair-name').textContent = translated('Coordinates {0} and {1} of {2}, r = {3}',
      row + 1, column + 1, d, signed(this.#shown(point).matrix[row][column]));
    say(translated('The codes of the 10,000 test images and the network are on their way …'));
    let network;
    try {
      network = await fetchNetwork(run, d);
    } catch (error) {
      if (wanted === this.#wanted) {
        say(`${translated('They did not arrive.')} ${error instanceof TypeError ? translated('The server can’t be reached.') : error.message}`, true);
      }
      return;
    }
    if (wanted === this.#wanted) { // else another pair was chosen meanwhile
      this.#draw(network, row, column);
      say(translated('Network {0}. Decoded in this page.', run));
      performance.mark('pair-shown');
    }
  }

  #draw({codes, model}, row, column) {
    const whiten = $('whiten').checked;
    const from = $('from').value;
    const plane = codes.plane(row, column, whiten);
    this.#scatter.show({...plane, name: whiten
      ? translated('Coordinates {0} and {1} of the test images’ codes, whitened', row + 1, column + 1)
      : translated('Coordinates {0} and {1} of the test images’ codes', row + 1, column + 1)});
    const centre = codes.centre(from === '' ? null : Number(from), whiten);
    const frame = (across, up) => {
      const code = [...centre];
      code[column] = plane.y.mean + up * plane.y.sd;
      code[row] = plane.x.mean + across * plane.x.sd;
      return model.decode(Float32Array.from(whiten ? codes.unwhitened(code) : code));
    };
    const ups = row === column ? [0] : [...DEVIATIONS].reverse();
    $('pictures').dataset.shown = 'true';
    paintGrid($('traversal'), ups.map(up => DEVIATIONS.map(across => frame(across, up))));
    $('traversal').ariaLabel = row === column
      ? translated('What the network draws while coordinate {0} grows from left to right', row + 1)
      : translated('What the network draws while coordinate {0} grows from left to right and coordinate {1} upwards', row + 1, column + 1);
  }

  #choose(place) {
    this.#place = place;
    this.#mark();
    this.#writeLink();
    this.compare();
  }

  #mark() {
    const {point, row, column} = this.#place;
    this.#maps.forEach((map, i) => map.mark(i === point ? [row, column] : null));
  }

  #seed(point) {
    const {seeds} = this.#points[point];
    return seeds.find(one => String(one.seed) === $('seed').value) ?? seeds[0]; // not every d has every seed, while some are trained
  }

  #shown(point) {
    const seed = this.#seed(point);
    return $('whiten').checked ? seed.whitened : seed;
  }

  /** What a link carries, else the strongest correlation of the smallest code. */
  #readLink() {
    const [d, row, column] = read('pair').split('.').map(Number);
    const point = this.#points.findIndex(one => one.latentDim === d);
    const inside = k => Number.isInteger(k) && k >= 1 && k <= d;
    this.#place = point >= 0 && inside(row) && inside(column)
      ? {point, row: row - 1, column: column - 1}
      : {point: 0, ...strongest(this.#seed(0).matrix)};
  }

  #writeLink() {
    const {point, row, column} = this.#place;
    write({
      pair: [this.#points[point].latentDim, row + 1, column + 1].join('.'),
      codes: $('whiten').checked ? 'whitened' : '',
    });
  }
}

/** The codes of the test images and the network, of a run. */
function fetchNetwork(run, d) {
  if (!networks.has(run)) {
    const model = address(`api/v1/models/${run}`);
    const all = Promise.all([
      get(`${model}/codes`, 'application/octet-stream').then(response => response.arrayBuffer()),
      get(`${model}/correlation`, 'application/json').then(response => response.json()),
      open(model.href),
    ]).then(([packed, {images, whitening}, opened]) => ({codes: new CodeTable(packed, images, d, whitening), model: opened}));
    all.catch(() => networks.delete(run)); // asked for again, it is fetched again
    networks.set(run, all);
  }
  return networks.get(run);
}

async function get(url, type) {
  const response = await fetch(url, {headers: {Accept: type}});
  if (!response.ok) {
    throw new Error(translated('The server answered {0}.', response.status));
  }
  return response;
}

function strongest(matrix) {
  let best = {row: 0, column: matrix.length > 1 ? 1 : 0};
  matrix.forEach((values, row) => values.forEach((r, column) => {
    if (row < column && Math.abs(r) > Math.abs(matrix[best.row][best.column])) {
      best = {row, column};
    }
  }));
  return best;
}

function signed(r) {
  return decimal(Math.abs(r) < 0.0005 && r !== 0 ? r.toExponential(1) : r.toFixed(3)).replace('-', '−');
}

function say(text, failed = false) {
  $('pair-status').textContent = text;
  $('again').hidden = !failed;
}

function whenInView(element, action) {
  new IntersectionObserver((entries, observer) => {
    if (entries.some(entry => entry.isIntersecting)) {
      observer.disconnect();
      action();
    }
  }, {rootMargin: '200px'}).observe(element);
}
