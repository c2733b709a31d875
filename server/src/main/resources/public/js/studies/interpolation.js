import {LineChart} from '../charts.js';
import {$, csv, withResults} from '../study.js';

withResults(({figures: {points}}) => {
  showClarity('confidence', 'probability', points);
  showClarity('greyness', 'greyness', points);
  showReads(points);
  const read = () => showReadings(points, $('live').dataset.pair);
  $('live').addEventListener('interpolated', read);
  read();
});

function showClarity(member, y, points) {
  new LineChart($(member), {x: 'α', y, log: null, csv: csv('clarity')})
    .show(points.map(point => ({name: `d = ${point.latentDim}`, points: point.averages.map(one => place(one, member))})));
}

function showReads(points) {
  const chart = new LineChart($('reads'), {x: 'α', y: 'share of frames', log: null, range: [0, 1], csv: csv('clarity')});
  const draw = () => {
    const {averages} = points.find(point => String(point.latentDim) === $('reads-dim').value);
    chart.show([
      {name: 'the digit at α = 1', points: averages.map(one => place(one, 'readsFrom'))},
      {name: 'the digit at α = 0', points: averages.map(one => place(one, 'readsTo'))},
      {name: 'a third digit', points: averages.map(one => place(one, 'readsOther'))},
    ]);
  };
  $('reads-dim').addEventListener('change', draw);
  draw();
}

function place(average, member) {
  const {mean, sd, count} = average[member];
  return [average.alpha, mean, count > 1 ? sd : undefined];
}

/** What the classifier reads in the frames of a pair, where it is one of the study's. */
function showReadings(points, pair) {
  let known = false;
  for (const point of points) {
    const strip = point.strips.find(one => `${one.from.index} ${one.to.index}` === pair);
    const places = document.querySelectorAll(`[data-dim="${point.latentDim}"] .reads`);
    places.forEach((element, i) => {
      const frame = strip?.frames[i];
      element.textContent = frame?.digit ?? '\u00a0';
      element.title = frame ? `read as ${frame.digit} with probability ${frame.probability.toFixed(2)}` : '';
      element.classList.toggle('doubtful', frame?.probability < 0.5);
    });
    known ||= Boolean(strip);
  }
  $('reading').textContent = known
    ? 'Below each frame: what a classifier reads in it, grey where it gives that digit less than half.'
    : 'What the classifier reads is known for the pairs above.';
}
