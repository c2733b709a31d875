import {freshPage, recallToken, request} from './admin.js';
import {LineChart, fillTable, saveCsv} from './charts.js';
import {matches} from './filter.js';
import {saveLatex} from './latex.js';
import {read, remember, write} from './link.js';

const api = new URL('../api/v1/runs', import.meta.url);
const $ = id => document.getElementById(id);
const table = $('runs');
const filter = $('filter');
const chart = new LineChart($('chart'), {x: translated('epoch'), y: translated('loss (MSE)'), table: false});
const metrics = new Map(); // by run: {epochs done when asked, list}
let chosen = [];
let sorting = {column: null, descending: false};

document.documentElement.classList.add('scripted');
filter.hidden = false;
readLink();
prepareSorting();
apply();
compare();
if (!('asFiles' in document.documentElement.dataset)) { // files tell no news
  follow();
  prepareStarting();
}

filter.addEventListener('input', () => { apply(); writeLink(); });
filter.addEventListener('submit', event => event.preventDefault());
$('all').addEventListener('click', () => { filter.reset(); apply(); writeLink(); });
table.addEventListener('change', event => {
  chosen = event.target.checked ? [...chosen, event.target.value] : chosen.filter(id => id !== event.target.value);
  writeLink();
  compare();
});
$('loss').addEventListener('change', draw);
$('clear').addEventListener('click', () => {
  chosen = [];
  apply();
  writeLink();
  compare();
});
const STARTED = {queued: translated('is queued.'), running: translated('is running.')};
const HEAD = ['run', 'epoch', 'trainLoss', 'testLoss'];
const losses = () => chosen.flatMap(id => list(id).map(one => [id, one.epoch, one.trainLoss, one.testLoss]));
$('csv').addEventListener('click', () => saveCsv('runs.csv', HEAD, losses()));
$('latex').addEventListener('click', () => saveLatex('runs.tex', HEAD, losses()));

/** The link carries what is searched for and compared. */
function readLink() {
  chosen = read('compare').split(',').filter(id => rows().some(row => row.dataset.run === id));
  filter.elements.text.value = read('find');
  filter.elements.state.value = read('state');
  remember($('loss'));
  const [, down, column] = /^(-?)(\d)$/.exec(read('sort')) ?? [];
  if (table.tHead.rows[0].cells[column]?.dataset.sort) {
    sorting = {column: Number(column), descending: down === '-'};
  }
}

function writeLink() {
  write({
    compare: chosen.join(','),
    find: filter.elements.text.value,
    state: filter.elements.state.value,
    sort: sorting.column === null ? '' : `${sorting.descending ? '-' : ''}${sorting.column}`,
  });
}

function rows() {
  return [...table.tBodies[0].rows];
}

/** Shows the rows that are searched for, in the order that is chosen, with the ticks. */
function apply() {
  const state = filter.elements.state.value;
  let shown = 0;
  for (const row of rows()) {
    const cells = [...row.cells].map(cell => cell.textContent.trim().toLowerCase());
    const text = `${cells.join(' ')} d=${cells[7]}`;
    row.hidden = !matches(text, filter.elements.text.value)
      || state !== '' && row.dataset.state !== state;
    row.querySelector('input').checked = chosen.includes(row.dataset.run);
    shown += !row.hidden;
  }
  $('found').textContent = shown === rows().length
    ? translated('{0} runs', shown) : translated('{0} of {1} runs', shown, rows().length);
  $('none').hidden = rows().length > 0;
  $('none-found').hidden = shown > 0 || rows().length === 0;
  if (sorting.column !== null) {
    sortRows();
  }
}

function prepareSorting() {
  table.querySelectorAll('th[data-sort]').forEach(head => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'sort';
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener('click', () => {
      sorting = {column: head.cellIndex, descending: sorting.column === head.cellIndex && !sorting.descending};
      sortRows();
      writeLink();
    });
  });
}

function sortRows() {
  const head = table.tHead.rows[0].cells[sorting.column];
  table.querySelectorAll('th').forEach(one => one.removeAttribute('aria-sort'));
  head.setAttribute('aria-sort', sorting.descending ? 'descending' : 'ascending');
  const key = row => {
    const cell = row.cells[sorting.column];
    return head.dataset.sort !== 'number' ? cell.textContent.trim() : cell.dataset.value ? Number(cell.dataset.value) : null;
  };
  const sign = sorting.descending ? -1 : 1;
  const order = (a, b) => a === b ? 0 : a === null ? 1 : b === null ? -1 : sign * (a < b ? -1 : 1); // what is not known comes last
  const sorted = rows().sort((a, b) => order(key(a), key(b)));
  table.tBodies[0].append(...sorted);
}

function list(id) {
  return metrics.get(id)?.list ?? [];
}

/** Gets the curves that are not here yet, and draws them all. */
async function compare() {
  $('comparison').hidden = chosen.length === 0;
  await Promise.all(chosen.map(async id => {
    const epoch = rows().find(row => row.dataset.run === id)?.cells[8].dataset.value;
    if (metrics.get(id)?.epoch === epoch) {
      return;
    }
    const response = await fetch(`${api}/${id}.json`).catch(() => null);
    if (response?.ok) {
      metrics.set(id, {epoch, list: (await response.json()).metrics});
    }
  }));
  draw();
}

function draw() {
  const loss = $('loss').value;
  const series = chosen.map(id => ({name: id, points: list(id).map(one => [one.epoch, one[loss]])}));
  chart.show(series);
  const last = Math.max(0, ...series.flatMap(one => one.points.map(p => p[0])));
  fillTable($('numbers'), [translated('Epoch'), ...chosen], Array.from({length: last}, (_, i) =>
    [i + 1, ...series.map(one => one.points.find(p => p[0] === i + 1)?.[1] ?? '–')]));
}

/** Looks for news while the page is in view: often while something is under way. */
async function follow() {
  for (;;) {
    const busy = rows().some(row => ['queued', 'running'].includes(row.dataset.state));
    await new Promise(done => setTimeout(done, busy ? 2000 : 10000));
    if (document.hidden) {
      continue;
    }
    try {
      const fresh = (await freshPage()).querySelector('#runs tbody');
      $('connection').textContent = '';
      if (fresh.textContent !== table.tBodies[0].dataset.text) {
        const focused = table.tBodies[0].contains(document.activeElement) && document.activeElement;
        fresh.dataset.text = fresh.textContent;
        table.tBodies[0].replaceWith(fresh);
        apply();
        if (focused) {
          rows().find(row => row.dataset.run === focused.closest('tr').dataset.run)?.querySelector(focused.localName)?.focus();
        }
        await compare();
      }
    } catch {
      $('connection').textContent = translated('The server does not answer. This page goes on trying.');
    }
  }
}

function prepareStarting() {
  recallToken($('token'));
  $('new-run').addEventListener('submit', start);
}

async function start(event) {
  event.preventDefault();
  const form = event.target;
  const body = {until: {}};
  for (const field of form.elements) {
    if (field.name) {
      body[field.name] = field.type === 'number' ? Number(field.value) : field.value;
    } else if (field.dataset.until && field.value !== '') {
      body.until[field.dataset.until] = Number(field.value);
    }
  }
  $('started').textContent = translated('Starting …');
  try {
    const run = await request('POST', api, $('token').value, body);
    const link = document.createElement('a');
    link.href = `runs/${run.id}`;
    link.textContent = run.id;
    $('started').replaceChildren(link, ` ${STARTED[run.state] ?? run.state}`);
    table.tBodies[0].replaceWith((await freshPage()).querySelector('#runs tbody'));
    apply();
  } catch (error) {
    $('started').textContent = error.message;
  }
}
