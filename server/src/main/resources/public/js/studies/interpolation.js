import {LineChart} from '../charts.js';
import {remember} from '../link.js';
import {$, csv, withResults} from '../study.js';

remember($('reads-dim'));
withResults(({figures: {points}}) => {
  showClarity('confidence', translated('probability'), points);
  showClarity('greyness', translated('greyness'), points);
  showReads(points);
});

function showClarity(member, y, points) {
  new LineChart($(member), {x: 'α', y, log: null, csv: csv('clarity')})
    .show(points.map(point => ({name: `d = ${point.latentDim}`, points: point.averages.map(one => place(one, member))})));
}

function showReads(points) {
  const chart = new LineChart($('readings'), {x: 'α', y: translated('share of frames'), log: null, range: [0, 1], csv: csv('clarity')});
  const draw = () => {
    const {averages} = points.find(point => String(point.latentDim) === $('reads-dim').value);
    chart.show([
      {name: translated('the digit at α = 1'), points: averages.map(one => place(one, 'readsFrom'))},
      {name: translated('the digit at α = 0'), points: averages.map(one => place(one, 'readsTo'))},
      {name: translated('a third digit'), points: averages.map(one => place(one, 'readsOther'))},
    ]);
  };
  $('reads-dim').addEventListener('change', draw);
  draw();
}

function place(average, member) {
  const {mean, sd, count} = average[member];
  return [average.alpha, mean, count > 1 ? sd : undefined];
}
