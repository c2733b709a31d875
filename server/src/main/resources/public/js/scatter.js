// Points in a plane, each drawn as the digit that it stands for, so that it is told not by its colour alone.
import {fillTable, saveCsv} from './charts.js';
import {saveLatex} from './latex.js';
import {read, write} from './link.js';

const DIGITS = [...'0123456789'];
const GLYPH = 9; // px
const MEAN = 22; // px, of the digit that marks the mean of its kind
const MARGIN = 48; // px, left and below
const EDGE = 14; // px, right and above
const DEVIATIONS = [-3, -2, -1, 0, 1, 2, 3];

export class Scatter {
  #canvas;
  #legend;
  #csv;
  #table;
  #plane;

  /** @param element a <div class="scatter"> */
  constructor(element) {
    this.#canvas = element.querySelector('canvas');
    this.#legend = element.querySelector('.digits');
    this.#table = element.querySelector('table');
    const hidden = read('hidden').split('.');
    for (const button of this.#legend.children) {
      button.ariaPressed = !hidden.includes(button.textContent);
      button.addEventListener('click', () => {
        button.ariaPressed = button.ariaPressed !== 'true';
        const off = [...this.#legend.children].filter(one => one.ariaPressed !== 'true');
        write({hidden: off.map(one => one.textContent).join('.')});
        this.#draw();
      });
    }
    this.#csv = element.querySelector('.csv');
    this.#csv.addEventListener('click', () => this.#save());
    element.querySelector('.means-csv').addEventListener('click', () => saveCsv('means.csv', ...this.#means()));
    element.querySelector('.means-latex').addEventListener('click', () => saveLatex('means.tex', ...this.#means()));
    new ResizeObserver(() => this.#draw()).observe(this.#canvas);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#draw());
  }

  /**
   * Shows points.
   *
   * @param plane x and y, each {name, values, mean, sd}; labels: the digit of each; kinds: for each digit
   *              {count, x: [mean, sd], y: [mean, sd]}; name: of all of it
   */
  show(plane) {
    this.#plane = plane;
    const {name} = plane;
    this.#canvas.ariaLabel = translated('{0}. The means by digit are in the table below.', name);
    const [head, rows] = this.#means(translated('digit'), translated('images'), translated('its sd'));
    fillTable(this.#table, head, rows.map(row => row.map(cell => (typeof cell === 'string' ? decimal(cell) : cell))));
    this.#csv.disabled = false;
    this.#draw();
  }

  /** Head and rows of the table. */
  #means(digits = 'digit', images = 'images', sd = 'its sd') {
    const {x, y, kinds} = this.#plane;
    return [[digits, images, x.name, sd, y.name, sd],
      kinds.map((kind, digit) => [digit, kind.count, ...[...kind.x, ...kind.y].map(number => number.toFixed(3))])];
  }

  #save() {
    const {x, y, labels, name} = this.#plane;
    saveCsv(`${name}.csv`, ['test image', 'digit', x.name, y.name],
      Array.from(labels, (digit, i) => [i, digit, x.values[i], y.values[i]]));
  }

  #draw() {
    const side = this.#canvas.clientWidth;
    if (!this.#plane || side === 0) {
      return;
    }
    const scale = devicePixelRatio;
    this.#canvas.width = this.#canvas.height = side * scale;
    const context = this.#canvas.getContext('2d');
    context.scale(scale, scale);
    const style = getComputedStyle(this.#canvas);
    const {x, y, labels, kinds} = this.#plane;
    const toX = place(x, MARGIN, side - EDGE);
    const toY = place(y, side - MARGIN, EDGE);
    drawAxes(context, side, style, {x, y, toX, toY});

    const shown = [...this.#legend.children].map(button => button.ariaPressed === 'true');
    const colours = DIGITS.map(digit => style.getPropertyValue(`--digit-${digit}`).trim());
    const glyphs = DIGITS.map((digit, i) => glyph(digit, colours[i], scale, style.fontFamily));
    for (let i = 0; i < labels.length; i++) {
      if (shown[labels[i]]) {
        context.drawImage(glyphs[labels[i]], toX(x.values[i]) - GLYPH / 2, toY(y.values[i]) - GLYPH / 2, GLYPH, GLYPH);
      }
    }
    context.font = `700 ${MEAN}px ${style.fontFamily}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.lineWidth = 5;
    context.strokeStyle = style.getPropertyValue('--pico-background-color');
    kinds.forEach((kind, digit) => {
      if (shown[digit]) {
        context.strokeText(digit, toX(kind.x[0]), toY(kind.y[0]));
        context.fillStyle = colours[digit];
        context.fillText(digit, toX(kind.x[0]), toY(kind.y[0]));
      }
    });
  }
}

/** The way from a coordinate's numbers to pixels. */
function place({values}, from, to) {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return value => from + (value - low) / (high - low || 1) * (to - from);
}

/** Lines at the mean and whole deviations from it, where the traversal has its frames. */
function drawAxes(context, side, style, {x, y, toX, toY}) {
  context.strokeStyle = style.getPropertyValue('--hairline');
  context.fillStyle = style.getPropertyValue('--quiet');
  context.font = `11px ${style.fontFamily}`;
  for (const k of DEVIATIONS) {
    const [atX, atY] = [toX(x.mean + k * x.sd), toY(y.mean + k * y.sd)];
    if (atX >= MARGIN && atX <= side - EDGE) {
      context.strokeRect(atX, 0, 0, side - MARGIN);
      context.textAlign = 'center';
      context.fillText(number(x.mean + k * x.sd), atX, side - MARGIN + 14);
    }
    if (atY >= EDGE && atY <= side - MARGIN) {
      context.strokeRect(MARGIN, atY, side - MARGIN, 0);
      context.textAlign = 'right';
      context.fillText(number(y.mean + k * y.sd), MARGIN - 5, atY + 4);
    }
  }
  context.textAlign = 'center';
  context.fillText(x.name, side / 2, side - 12);
  context.save();
  context.translate(10, side / 2);
  context.rotate(-Math.PI / 2);
  context.fillText(y.name, 0, 0);
  context.restore();
}

function number(value) {
  return decimal((Math.abs(value) < 0.05 ? 0 : value).toFixed(1).replace('-', '−'));
}

/** A digit, drawn once and then copied thousands of times. */
function glyph(digit, colour, scale, font) {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = GLYPH * scale;
  const context = canvas.getContext('2d');
  context.scale(scale, scale);
  context.font = `${GLYPH}px ${font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = colour;
  context.fillText(digit, GLYPH / 2, GLYPH / 2);
  return canvas;
}
