// Charts: Chart.js in the page's own colours, with a name, a legend of buttons, values by the arrow keys and a table.
import {read, write} from './link.js';
import {save} from './take/save.js';

const {Chart} = globalThis; // the layout loads it on pages with charts
const COLOURS = 8; // --series-0 … in the style sheet, which colour-blind readers can tell apart
const SHAPES = ['circle', 'rect', 'triangle', 'rectRot', 'crossRot', 'star', 'cross', 'rectRounded'];
const AXES = ['linear', 'log'];
const FEW = 12; // places on the x axis that each get a tick
const MOST_TICKS = 12; // with a label, on a logarithmic y axis

/**
 * A curve for each series, in an empty element. It is drawn again when the colour scheme changes; nothing moves by itself.
 *
 * Series are {name, points: [[x, y, sd], …]} with x rising; sd, where there is one, is shown as a band. Further members:
 * colour (a number; else the place in the list), dashed, line (false for points alone).
 */
export class LineChart {
  #options;
  #series = [];
  #chart;
  #status;
  #legend;
  #details;
  #key; // in the link
  #byDefault; // whether y begins logarithmic
  #hidden = new Set(); // names of the curves that the reader has hidden
  #linked; // places of those that the link hides, until they are there

  /**
   * @param element a <div class="chart">; its id is the key under which a link carries the axis and the hidden curves
   * @param options x, y: labels of the axes; log: whether y begins logarithmic, which a switch changes, or null for none;
   *                xLog: whether x is logarithmic; range: [lowest, highest] of y; csv: address of the numbers as a file;
   *                table: false when the page has one of its own
   */
  constructor(element, options) {
    this.#options = {log: false, xLog: false, table: true, ...options};
    this.#key = element.id;
    this.#byDefault = this.#options.log;
    const linked = read(this.#key).split('.');
    if (this.#byDefault !== null && AXES.includes(linked[0])) {
      this.#options.log = linked[0] === AXES[1];
    }
    this.#linked = new Set(linked.filter(part => /^\d+$/.test(part)).map(Number));
    element.replaceChildren();
    if (this.#options.log !== null) {
      this.#addSwitch(element);
    }
    const canvas = add(add(element, 'div', {className: 'plot'}), 'canvas', {tabIndex: 0});
    canvas.setAttribute('role', 'img');
    this.#legend = add(element, 'div', {className: 'curve-names'});
    this.#status = add(element, 'p', {className: 'for-ears'});
    this.#status.setAttribute('role', 'status');
    this.#addNumbers(element);
    this.#chart = new Chart(canvas, {type: 'scatter', data: {datasets: []}, options: this.#chartOptions(), plugins: [bands]});
    this.#answerKeys(canvas);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#redraw());
  }

  /** Shows these series in place of those before. Curves that the reader has hidden stay hidden. */
  show(series) {
    this.#series = series;
    this.#redraw();
  }

  /** Whether y is logarithmic. */
  set logarithmic(log) {
    this.#options.log = log;
    this.#redraw();
    this.#writeLink();
  }

  #writeLink() {
    const {log} = this.#options;
    const places = this.#series.flatMap((one, i) => (this.#hidden.has(one.name) ? [i] : []));
    write({[this.#key]: [...(log === this.#byDefault ? [] : [AXES[Number(log)]]), ...places, ...this.#linked].join('.')});
  }

  #redraw() {
    for (const place of [...this.#linked].filter(i => i < this.#series.length)) {
      this.#hidden.add(this.#series[place].name);
      this.#linked.delete(place);
    }
    this.#chart.data.datasets = this.#series.map((one, i) => dataset(one, i, this.#hidden.has(one.name)));
    this.#chart.options = this.#chartOptions();
    this.#chart.update();
    this.#chart.canvas.setAttribute('aria-label',
      translated('{0} by {1}: {2}. The arrow keys go through the values.',
        this.#options.y, this.#options.x, this.#series.map(describe).join('; ')));
    this.#showLegend();
    this.#showTable();
  }

  #chartOptions() {
    const {x, y, log, xLog, range} = this.#options;
    const style = getComputedStyle(document.documentElement);
    const quiet = style.getPropertyValue('--quiet').trim();
    const grid = {color: style.getPropertyValue('--hairline').trim()};
    const axis = (text, more) => ({title: {display: true, text, color: quiet}, grid, ...more});
    const ticks = {color: quiet, callback: value => label(value)};
    const xs = places(this.#series);
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    return {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      interaction: {mode: 'nearest', axis: 'x', intersect: false},
      scales: {
        x: axis(x, {
          type: xLog ? 'logarithmic' : 'linear',
          ticks: {...ticks, autoSkip: xs.length > FEW, maxRotation: 0},
          afterBuildTicks: scale => { if (xs.length <= FEW) scale.ticks = xs.map(value => ({value})); },
        }),
        y: axis(y, {
          type: log ? 'logarithmic' : 'linear',
          grace: '5%',
          min: range?.[0],
          max: range?.[1],
          suggestedMax: Math.max(...this.#series.flatMap(one => one.points.map(p => p[1] + (p[2] ?? 0)))),
          ticks: log ? {...ticks, callback: (value, _, all) => worthALabel(value, all) ? label(value) : null} : ticks,
        }),
      },
      plugins: {
        legend: {display: false},
        tooltip: {
          usePointStyle: true,
          callbacks: {title: items => `${x} ${label(items[0]?.parsed.x)}`, label: item => `${item.dataset.label}: ${value(item.raw)}`},
        },
      },
    };
  }

  #addSwitch(element) {
    const tools = add(element, 'div', {className: 'tools'});
    const text = add(tools, 'label');
    const box = add(text, 'input', {type: 'checkbox', checked: this.#options.log, autocomplete: 'off', className: 'logarithmic'});
    box.setAttribute('role', 'switch');
    text.append(` ${translated('logarithmic')}`);
    box.addEventListener('change', () => { this.logarithmic = box.checked; });
  }

  /** Buttons that hide and show a curve, as far as there is more than one. */
  #showLegend() {
    const kept = [...this.#legend.children];
    if (kept.length === this.#series.length
        && this.#series.every((one, i) => kept[i].textContent === one.name && kept[i].className === `series-${colour(one, i)}`)) {
      kept.forEach((button, i) => button.setAttribute('aria-pressed', this.#chart.isDatasetVisible(i)));
      return;
    }
    const focused = kept.indexOf(document.activeElement);
    this.#legend.replaceChildren(...this.#series.map((one, i) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = `series-${colour(one, i)}`;
      button.dataset.shape = SHAPES[colour(one, i)];
      button.textContent = one.name;
      button.setAttribute('aria-pressed', this.#chart.isDatasetVisible(i));
      button.addEventListener('click', () => {
        const show = this.#hidden.delete(one.name) || !this.#hidden.add(one.name);
        this.#chart.setDatasetVisibility(i, show);
        this.#chart.update();
        button.setAttribute('aria-pressed', show);
        this.#writeLink();
      });
      return button;
    }));
    this.#legend.children[focused]?.focus();
  }

  #answerKeys(canvas) {
    let at = -1;
    const show = active => {
      this.#chart.setActiveElements(active);
      this.#chart.tooltip.setActiveElements(active, {x: 0, y: 0});
      this.#chart.update();
    };
    canvas.addEventListener('keydown', event => {
      const step = {ArrowLeft: -1, ArrowRight: 1}[event.key];
      const xs = places(this.#series);
      if (!step || xs.length === 0 || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      event.preventDefault();
      at = Math.max(0, Math.min(xs.length - 1, at + step));
      const found = this.#chart.data.datasets
        .map((set, datasetIndex) => ({datasetIndex, index: set.data.findIndex(p => p.x === xs[at])}))
        .filter(one => one.index >= 0 && this.#chart.isDatasetVisible(one.datasetIndex));
      show(found);
      const values = found.map(({datasetIndex, index}) =>
        `${this.#series[datasetIndex].name} ${value(this.#chart.data.datasets[datasetIndex].data[index])}`);
      this.#status.textContent = `${this.#options.x} ${label(xs[at])}: ${values.join(', ')}`;
    });
    canvas.addEventListener('blur', () => {
      at = -1;
      show([]);
    });
  }

  #addNumbers(element) {
    const {table, csv} = this.#options;
    if (table) {
      this.#details = add(element, 'details');
      add(this.#details, 'summary', {textContent: translated('The numbers as a table')});
      const wide = add(this.#details, 'div', {className: 'wide-table', tabIndex: 0});
      wide.setAttribute('role', 'region');
      wide.setAttribute('aria-label', translated('{0} by {1}', this.#options.y, this.#options.x));
      add(wide, 'table');
      this.#details.addEventListener('toggle', () => this.#showTable());
    }
    if (csv) {
      const line = add(element, 'p', {className: 'quiet'});
      add(line, 'a', {href: csv, download: '', textContent: translated('All numbers as CSV')});
      line.append(', ');
      add(line, 'a', {href: csv.replace(/csv$/, 'tex'), download: csv.replace(/^.*\/|csv$/g, '') + 'tex', textContent: translated('as LaTeX')});
    }
  }

  /** Written only where it is seen, as it may be long. */
  #showTable() {
    if (!this.#details?.open) {
      return;
    }
    const columns = this.#series.flatMap(one => {
      const points = new Map(one.points.map(p => [p[0], p]));
      const column = (name, i) => ({name, cell: x => points.get(x)?.[i] ?? '–'});
      return one.points.some(p => p[2] != null) ? [column(one.name, 1), column(translated('its sd'), 2)] : [column(one.name, 1)];
    });
    fillTable(this.#details.querySelector('table'), [this.#options.x, ...columns.map(one => one.name)],
      places(this.#series).map(x => [x, ...columns.map(one => one.cell(x))]));
  }
}

/** Fills a table with numbers. */
export function fillTable(table, head, rows) {
  const line = (name, cells) => {
    const row = document.createElement('tr');
    row.append(...cells.map(text => {
      const cell = document.createElement(name);
      cell.className = 'number';
      cell.textContent = typeof text === 'number' ? decimal(text) : text;
      if (name === 'th') {
        cell.scope = 'col';
      }
      return cell;
    }));
    return row;
  };
  const thead = document.createElement('thead');
  const tbody = document.createElement('tbody');
  thead.append(line('th', head));
  tbody.append(...rows.map(cells => line('td', cells)));
  table.replaceChildren(thead, tbody);
}

/** Offers numbers as a file. */
export function saveCsv(name, header, rows) {
  const quoted = cell => /[",\n]/.test(cell) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell);
  save(name, `${[header, ...rows].map(row => row.map(quoted).join(',')).join('\r\n')}\r\n`, 'text/csv');
}

/** The colour of a series, as CSS writes it. */
export function seriesColour(number) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--series-${number % COLOURS}`).trim();
}

function colour(one, place) {
  return (one.colour ?? place) % COLOURS;
}

function dataset(one, place, hidden) {
  const number = colour(one, place);
  const many = one.points.length > 2 * FEW;
  const border = seriesColour(number);
  return {
    label: one.name,
    data: one.points.map(([x, y, sd]) => ({x, y, sd})),
    hidden,
    showLine: one.line !== false,
    borderColor: border,
    backgroundColor: border,
    borderWidth: 2,
    // a second round of the same colours is dashed
    borderDash: one.dashed || (one.colour ?? place) >= COLOURS ? [6, 4] : [],
    pointStyle: SHAPES[number],
    pointRadius: many ? 0 : 3.5,
    pointHoverRadius: 5,
  };
}

/** One standard deviation to either side of a curve. */
const bands = {
  id: 'bands',
  beforeDatasetsDraw(chart) {
    const {ctx, chartArea, scales: {x, y}, data} = chart;
    ctx.save();
    ctx.beginPath();
    ctx.rect(chartArea.left, chartArea.top, chartArea.width, chartArea.height);
    ctx.clip();
    ctx.globalAlpha = 0.2;
    data.datasets.forEach((set, i) => {
      const points = set.data.filter(p => p.sd != null);
      if (points.length > 0 && chart.isDatasetVisible(i)) {
        const edge = sign => p => [x.getPixelForValue(p.x), y.getPixelForValue(Math.max(p.y + sign * p.sd, y.min))];
        ctx.beginPath();
        [...points.map(edge(1)), ...points.map(edge(-1)).reverse()].forEach(place => ctx.lineTo(...place));
        ctx.fillStyle = set.borderColor;
        ctx.fill();
      }
    });
    ctx.restore();
  },
};

function places(series) {
  return [...new Set(series.flatMap(one => one.points.map(p => p[0])))].sort((a, b) => a - b);
}

function describe({name, points}) {
  const last = points.at(-1);
  return last ? translated('{0}, {1} at {2}', name, decimal(last[1].toPrecision(4)), label(last[0])) : translated('{0}, nothing yet', name);
}

function value({y, sd}) {
  return decimal(y.toPrecision(4)) + (sd == null ? '' : ` ± ${decimal(sd.toPrecision(2))}`);
}

/** A number as an axis shows it. */
function label(number) {
  return Math.abs(number) >= 10000 ? number.toLocaleString(document.documentElement.lang) : decimal(+number?.toPrecision(4));
}

/** Whether a number is worth a label on a logarithmic axis with these ticks: the rounder, the sooner, as far as there is room. */
function worthALabel(number, ticks) {
  const first = value => +(value / 10 ** Math.floor(Math.log10(value) + 1e-9)).toPrecision(6);
  const kinds = [value => [1, 2, 3, 5, 7].includes(first(value)), value => Number.isInteger(first(value)), () => true];
  const values = ticks.map(tick => tick.value);
  const room = Math.log(values.at(-1) / values[0]) / MOST_TICKS;
  const labelled = [];
  for (const kind of kinds) {
    for (const value of labelled.length >= 3 ? [] : values.filter(kind)) {
      if (labelled.every(other => Math.abs(Math.log(value / other)) >= room)) {
        labelled.push(value);
      }
    }
  }
  return labelled.includes(number);
}

function add(parent, name, properties = {}) {
  const element = Object.assign(document.createElement(name), properties);
  parent.append(element);
  return element;
}
