// A matrix as a table of coloured cells: one stop for the Tab key, the arrow keys go from cell to cell, Enter chooses one.
import {saveCsv} from './charts.js';
import {saveLatex} from './latex.js';

const MOST_LABELS = 15; // of a side that are each written; else every fifth

export class HeatMap {
  #element;
  #options;
  #reading;
  #matrix = [];
  #rows = []; // of cells
  #chosen;

  /**
   * @param element a <div class="heat-map">
   * @param options name: of the table; labels: of rows and of columns; shade(value, row): from −1 to 1; text(value): what
   *                a cell shows, where it shows anything; describe(row, column, value): a cell in words; rest: what is
   *                said while no cell is pointed at; choose(row, column): called when a cell is chosen, where it can be;
   *                file: begins the names of its files, where it is offered as such
   */
  constructor(element, options) {
    this.#element = element;
    this.#options = options;
    element.style.setProperty('--cells', options.labels.length);
    this.#reading = document.createElement('p');
    this.#reading.className = 'reading number';
  }

  /** Shows a matrix, and what is said while no cell is pointed at. */
  show(matrix, rest) {
    this.#matrix = matrix;
    this.#options.rest = rest;
    const table = document.createElement('table');
    table.setAttribute('role', 'grid');
    table.setAttribute('aria-label', this.#options.name);
    table.append(this.#head(), this.#body());
    table.addEventListener('keydown', event => this.#move(event));
    for (const kind of ['focusin', 'pointerover']) {
      table.addEventListener(kind, event => this.#read(event.target.closest('td')));
    }
    for (const kind of ['focusout', 'pointerleave']) {
      table.addEventListener(kind, () => this.#read(null));
    }
    if (this.#options.choose) {
      table.addEventListener('click', event => this.#choose(event.target.closest('td')));
    }
    this.#element.replaceChildren(table, this.#reading, ...this.#files());
    this.#read(null);
    this.mark(this.#chosen);
  }

  /** Marks a cell, [row, column], as the chosen one; null for none. */
  mark(chosen) {
    this.#chosen = chosen;
    const cell = chosen && this.#rows[chosen[0]]?.[chosen[1]];
    for (const other of this.#rows.flat()) {
      if (this.#options.choose) {
        other.ariaSelected = other === cell;
      }
    }
    this.#stop(cell ?? this.#rows[0][0]);
  }

  /** The matrix as files. */
  #files() {
    const {file, labels} = this.#options;
    if (!file) {
      return [];
    }
    const line = Object.assign(document.createElement('p'), {className: 'files'});
    const content = () => [['', ...labels], this.#matrix.map((row, i) => [labels[i], ...row])];
    for (const [kind, save, ending] of [['CSV', saveCsv, 'csv'], ['LaTeX', saveLatex, 'tex']]) {
      const button = Object.assign(document.createElement('button'),
        {type: 'button', className: 'link', textContent: kind, ariaLabel: translated('{0}, as {1}', this.#options.name, kind)});
      button.addEventListener('click', () => save(`${file}.${ending}`, ...content()));
      line.append(button, ' ');
    }
    return [line];
  }

  #head() {
    const head = document.createElement('thead');
    const row = document.createElement('tr');
    row.append(document.createElement('td'), ...this.#options.labels.map((_, i) => this.#label(i, 'col')));
    head.append(row);
    return head;
  }

  #body() {
    const body = document.createElement('tbody');
    this.#rows = this.#matrix.map((values, row) => {
      const line = document.createElement('tr');
      const cells = values.map((value, column) => this.#cell(value, row, column));
      line.append(this.#label(row, 'row'), ...cells);
      body.append(line);
      return cells;
    });
    return body;
  }

  #label(i, scope) {
    const {labels} = this.#options;
    const cell = document.createElement('th');
    cell.scope = scope;
    const text = document.createElement('span');
    text.textContent = labels[i];
    text.className = labels.length > MOST_LABELS && (i + 1) % 5 !== 0 ? 'for-ears' : '';
    cell.append(text);
    return cell;
  }

  #cell(value, row, column) {
    const {shade, text, describe} = this.#options;
    const cell = document.createElement('td');
    const depth = shade(value, row);
    cell.style.setProperty('--shade', Math.abs(depth));
    cell.classList.toggle('negative', depth < 0);
    cell.dataset.value = value;
    cell.textContent = text?.(value, row) ?? '';
    cell.ariaLabel = describe(row, column, value);
    cell.tabIndex = -1;
    return cell;
  }

  #place(cell) {
    const row = this.#rows.findIndex(cells => cells.includes(cell));
    return row < 0 ? null : [row, this.#rows[row].indexOf(cell)];
  }

  #move(event) {
    const [row, column] = this.#place(event.target) ?? [];
    if (row === undefined || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    const last = this.#rows.length - 1;
    const places = {
      ArrowUp: [row - 1, column], ArrowDown: [row + 1, column], ArrowLeft: [row, column - 1], ArrowRight: [row, column + 1],
      Home: [row, 0], End: [row, last], PageUp: [0, column], PageDown: [last, column],
    };
    if (places[event.key]) {
      event.preventDefault();
      const cell = this.#rows[places[event.key][0]]?.[places[event.key][1]];
      if (cell) {
        this.#stop(cell);
        cell.focus();
      }
    } else if (this.#options.choose && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      this.#choose(event.target);
    }
  }

  #choose(cell) {
    const place = cell && this.#place(cell);
    if (place) {
      this.#options.choose(...place);
    }
  }

  /** Where the Tab key stops. */
  #stop(cell) {
    this.#element.querySelector('td[tabindex="0"]')?.setAttribute('tabindex', '-1');
    cell.tabIndex = 0;
  }

  #read(cell) {
    this.#reading.textContent = cell?.ariaLabel ?? this.#options.rest;
  }
}
