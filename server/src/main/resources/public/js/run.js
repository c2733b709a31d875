import {freshPage, recallToken, request} from './admin.js';
import {LineChart, saveCsv} from './charts.js';
import {saveLatex} from './latex.js';
import {read, write} from './link.js';

const $ = id => document.getElementById(id);
const run = new URL(`../api/v1/runs/${$('run').dataset.run}`, import.meta.url);
const numbers = $('numbers');
const pictures = new Map(); // by name: bytes
const chart = new LineChart($('chart'), {x: translated('epoch'), y: translated('loss (MSE)'), table: false});

document.documentElement.classList.add('scripted');
draw();
showPictures();
if (!('asFiles' in document.documentElement.dataset)) { // files tell no news
  prepareCancelling();
  if (!ended()) {
    listen();
  }
}

const HEAD = ['epoch', 'trainLoss', 'runningTrainLoss', 'testLoss', 'imagesPerSecond'];
const cells = () => [...numbers.tBodies[0].rows].map(row => [...row.cells].map(cell => cell.dataset.value));
$('csv').addEventListener('click', () => saveCsv(`${$('run').dataset.run}.csv`, HEAD, cells()));
$('latex').addEventListener('click', () => saveLatex(`${$('run').dataset.run}.tex`, HEAD, cells()));
$('epoch').addEventListener('input', showEpoch);
$('epoch').addEventListener('change', () => write({epoch: $('epoch').value === $('epoch').max ? '' : $('epoch').value}));

function ended() {
  return ['finished', 'failed', 'cancelled'].includes($('facts').dataset.state);
}

/** Follows the server's events; the browser connects again by itself, and goes on after the last epoch it has. */
function listen() {
  const events = new EventSource(`${run}/events`);
  events.onopen = () => { $('connection').textContent = ''; };
  events.onerror = () => {
    $('connection').textContent = translated('The server does not answer. This page goes on trying.');
    if (events.readyState === EventSource.CLOSED) { // after an answer that is no stream a browser does not try again
      setTimeout(listen, 5000);
    }
  };
  events.addEventListener('epoch', event => {
    addEpoch(JSON.parse(event.data));
    draw();
    showPictures();
  });
  let news = false; // since the facts were asked for
  let refreshing = false;
  events.addEventListener('run', async event => {
    const {state} = JSON.parse(event.data);
    if (['finished', 'failed', 'cancelled'].includes(state)) {
      events.close();
    }
    news = true;
    if (refreshing) {
      return; // what is on its way may be of before: it is asked for once more
    }
    refreshing = true;
    while (news) {
      news = false;
      await refresh();
    }
    refreshing = false;
  });
}

/** The facts in words come from the server, which has them as a page. */
async function refresh() {
  try {
    const fresh = (await freshPage()).getElementById('facts');
    $('facts').replaceWith(fresh);
    $('cancel').hidden = ended();
  } catch {
    // the events say that the server is gone
  }
}

function addEpoch(one) {
  const body = numbers.tBodies[0];
  if ([...body.rows].some(row => Number(row.dataset.epoch) === one.epoch)) {
    return;
  }
  const row = body.insertRow();
  row.dataset.epoch = one.epoch;
  for (const value of [one.epoch, one.trainLoss, one.runningTrainLoss, one.testLoss, Math.round(one.imagesPerSecond)]) {
    const cell = row.insertCell();
    cell.className = 'number';
    cell.dataset.value = value;
    cell.textContent = decimal(value);
  }
  $('no-epoch').hidden = true;
}

function draw() {
  const rows = [...numbers.tBodies[0].rows].map(row => [...row.cells].map(cell => Number(cell.dataset.value)));
  chart.show([
    {name: translated('test'), points: rows.map(row => [row[0], row[3]])},
    {name: translated('training'), points: rows.map(row => [row[0], row[1]])},
  ]);
}

/** Shows the slider with the epochs that have pictures; it stays at the latest unless it was moved. */
async function showPictures() {
  const response = await fetch(`${run}.json`).catch(() => null);
  if (!response?.ok) {
    return;
  }
  const {artefacts} = await response.json();
  const epochs = artefacts.map(({name}) => /^epoch-(\d+)$/.exec(name)?.[1]).filter(Boolean).map(Number).sort((a, b) => a - b);
  if (epochs.length === 0) {
    return;
  }
  const slider = $('epoch');
  const latest = $('pictures').hidden || slider.value === slider.max;
  slider.min = epochs[0];
  slider.step = epochs[0]; // every one, or of a long run every tenth or so
  slider.max = epochs.at(-1);
  if (latest) {
    slider.value = $('pictures').hidden && read('epoch') || slider.max;
  }
  $('pictures').hidden = false;
  await paint('originals', 'originals');
  await showEpoch();
}

async function showEpoch() {
  const epoch = $('epoch').value;
  $('epoch-shown').textContent = epoch;
  await paint('reconstructions', `epoch-${epoch}`, () => $('epoch').value === epoch);
}

async function paint(canvas, name, wanted = () => true) {
  if (!pictures.has(name)) {
    const response = await fetch(`${run}/pictures/${name}`).catch(() => null);
    if (!response?.ok) {
      return;
    }
    pictures.set(name, new Uint8Array(await response.arrayBuffer()));
  }
  if (!wanted()) {
    return;
  }
  const bytes = pictures.get(name);
  const count = bytes.length / 784;
  const element = $(canvas);
  element.width = 28 * count;
  element.height = 28;
  const image = new ImageData(28 * count, 28);
  bytes.forEach((grey, i) => {
    const column = 28 * Math.floor(i / 784) + i % 28;
    const row = Math.floor(i % 784 / 28);
    image.data.set([grey, grey, grey, 255], 4 * (28 * count * row + column));
  });
  element.getContext('2d').putImageData(image, 0, 0);
}

function prepareCancelling() {
  recallToken($('token'));
  $('cancel').addEventListener('submit', cancel);
}

async function cancel(event) {
  event.preventDefault();
  $('cancelled').textContent = translated('Cancelling …');
  try {
    await request('DELETE', run, $('token').value);
    $('cancelled').textContent = '';
    await refresh();
  } catch (error) {
    $('cancelled').textContent = error.message;
  }
}
