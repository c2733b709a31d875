// Curves as SVG: thin, in the page's own colours, with a value for each at the pointer or the arrow keys.
const SPACE = 'http://www.w3.org/2000/svg';
const WIDTH = 720;
const HEIGHT = 320;
const PLOT = {left: 62, right: 708, top: 12, bottom: 282};

/**
 * Draws curves into an element, in place of what it has.
 *
 * @param series [{name, points: [[x, y], …]}], x rising
 * @param options {x, y: labels of the axes, log: whether y is logarithmic}
 */
export function drawLines(element, series, {x, y, log}) {
  const points = series.flatMap(one => one.points);
  element.replaceChildren();
  if (points.length === 0) {
    return;
  }
  const svg = add(element, 'svg', {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', tabindex: '0'});
  add(svg, 'title').textContent = `${y} by ${x}: ${series.map(describe).join('; ')}`;
  const xs = scale(1, Math.max(2, ...points.map(p => p[0])), PLOT.left, PLOT.right, false);
  const ys = scale(...bounds(points.map(p => p[1]), log), PLOT.bottom, PLOT.top, log);
  drawAxes(svg, xs, ys, x, y);
  series.forEach((one, i) => {
    const path = one.points.map(p => `${xs.at(p[0]).toFixed(1)},${ys.at(p[1]).toFixed(1)}`);
    add(svg, 'polyline', {points: path.join(' '), class: `curve series-${i % 8}`});
    if (path.length === 1) {
      const [cx, cy] = path[0].split(',');
      add(svg, 'circle', {cx, cy, r: 3, class: `dot series-${i % 8}`});
    }
  });
  drawLegend(element, svg, series, xs, x);
}

function describe({name, points}) {
  const last = points.at(-1);
  return last ? `${name}, ${last[1].toPrecision(4)} after ${last[0]}` : `${name}, nothing yet`;
}

/** Where a curve lies, with a little room. */
function bounds(values, log) {
  const low = Math.min(...values);
  const high = Math.max(...values);
  if (log) {
    return [low * 0.93, high * 1.07];
  }
  const room = 0.06 * (high - low || high || 1);
  return [Math.max(0, low - room), high + room];
}

function scale(low, high, from, to, log) {
  const f = log ? Math.log : value => value;
  const at = value => from + (f(value) - f(low)) / (f(high) - f(low)) * (to - from);
  return {low, high, at, ticks: log ? logTicks(low, high) : ticks(low, high)};
}

function ticks(low, high) {
  const rough = (high - low) / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map(n => n * power).find(n => n >= rough);
  const all = [];
  for (let i = Math.ceil(low / step); i * step <= high; i++) {
    all.push(i * step);
  }
  return all;
}

function logTicks(low, high) {
  const all = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
    all.push(...[1, 2, 3, 5, 7].map(n => n * 10 ** power).filter(n => n >= low && n <= high));
  }
  return all.length > 1 ? all : ticks(low, high);
}

function drawAxes(svg, xs, ys, xLabel, yLabel) {
  for (const value of ys.ticks) {
    const y = ys.at(value);
    add(svg, 'line', {x1: PLOT.left, x2: PLOT.right, y1: y, y2: y, class: 'grid'});
    add(svg, 'text', {x: PLOT.left - 6, y: y + 4, class: 'end'}).textContent = String(+value.toPrecision(4));
  }
  for (const value of xs.ticks.filter(Number.isInteger)) {
    add(svg, 'text', {x: xs.at(value), y: PLOT.bottom + 16, class: 'middle'}).textContent = value;
  }
  add(svg, 'text', {x: PLOT.right, y: HEIGHT - 4, class: 'end'}).textContent = xLabel;
  add(svg, 'text', {x: 12, y: PLOT.top, class: 'y-label', transform: `rotate(-90 12 ${PLOT.top})`}).textContent = yLabel;
}

/** Names the curves; at the pointer, or by the arrow keys, with the values there. */
function drawLegend(element, svg, series, xs, xLabel) {
  const legend = document.createElement('ul');
  legend.className = 'curve-names';
  const values = series.map(({name}, i) => {
    const entry = document.createElement('li');
    const value = document.createElement('span');
    entry.className = `series-${i % 8}`;
    entry.append(name, value);
    legend.append(entry);
    return value;
  });
  element.append(legend);
  const line = add(svg, 'line', {y1: PLOT.top, y2: PLOT.bottom, x1: -9, x2: -9, class: 'pointer'});
  let shown = 0;
  const show = x => {
    shown = Math.max(1, Math.min(Math.round(xs.high), x));
    line.setAttribute('x1', xs.at(shown));
    line.setAttribute('x2', xs.at(shown));
    series.forEach(({points}, i) => {
      const point = points.find(p => p[0] === shown);
      values[i].textContent = point ? ` ${point[1].toPrecision(4)} at ${xLabel} ${shown}` : '';
    });
  };
  svg.addEventListener('pointermove', event => {
    const box = svg.getBoundingClientRect();
    const place = (event.clientX - box.left) / box.width * WIDTH;
    show(Math.round(xs.low + (place - PLOT.left) / (PLOT.right - PLOT.left) * (xs.high - xs.low)));
  });
  svg.addEventListener('keydown', event => {
    const step = {ArrowLeft: -1, ArrowRight: 1}[event.key];
    if (step) {
      event.preventDefault();
      show(shown + step);
    }
  });
}

function add(parent, name, attributes = {}) {
  const element = document.createElementNS(SPACE, name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  parent.append(element);
  return element;
}

/** Offers the numbers of curves as a file. */
export function saveCsv(name, header, rows) {
  const quoted = cell => /[",\n]/.test(cell) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell);
  const text = [header, ...rows].map(row => row.map(quoted).join(',')).join('\r\n');
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text + '\r\n'], {type: 'text/csv'}));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
