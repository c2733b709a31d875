import {LineChart} from '../charts.js';
import {remember} from '../link.js';
import {$, csv, summarize, withResults} from '../study.js';

const HAND = 3; // the series that is the visitor's own digit

remember($('images'), $('loss'));
withResults(({figures, published, runs}) => {
  const points = figures.all.points;
  showCurve(points, published, runs);
  showEpochs(figures, runs);
  showGap($('gap-all'), figures.all);
  if (figures.fewImages) {
    showGap($('gap-few'), figures.fewImages);
  }
});

/** Loss by d, ours beside the publication's and PCA, and the digit that is drawn now. */
function showCurve(points, published, runs) {
  const channels = runs[0].channels;
  const chart = new LineChart($('by-dimension'), {x: 'd', y: translated('loss (MSE)'), log: true, csv: csv('losses')});
  const fixed = [
    {name: translated('ours, c={0}', channels), points: points.map(p => [p.latentDim, p.testLoss.mean, spread(p.testLoss)])},
    {name: translated('published, c={0}', published.channels), points: published.points.map(p => [p.latentDim, p.testLoss]), dashed: true},
    {name: 'PCA', points: points.map(p => [p.latentDim, p.pca.testLoss])},
  ];
  const draw = () => {
    const own = [...$('live').querySelectorAll('[data-dim]')]
      .map(figure => [Number(figure.dataset.dim), Number.parseFloat(figure.querySelector('output').textContent.replace(',', '.'))])
      .filter(([, error]) => error > 0);
    chart.show(own.length > 0 ? [...fixed, {name: translated('your digit'), points: own, colour: HAND, line: false}] : fixed);
  };
  $('live').addEventListener('reconstructed', draw);
  draw();
}

/** Loss by epoch for each d, of the networks of either data set. */
function showEpochs(figures, runs) {
  const chart = new LineChart($('epochs'), {x: translated('epoch'), y: translated('loss (MSE)'), log: true, csv: csv('epochs')});
  const draw = () => chart.show(figures[$('images').value].points.map(point => {
    const histories = runs.filter(run => point.runs.includes(run.id)).map(run => run.history[$('loss').value]);
    return {name: `d = ${point.latentDim}`, points: summarize(histories).map(([mean, sd], i) => [i + 1, mean, sd])};
  }));
  $('images').addEventListener('change', draw);
  $('loss').addEventListener('change', draw);
  draw();
}

function showGap(element, sweep) {
  const curve = (name, loss) => ({name, points: sweep.points.map(p => [p.latentDim, p[loss].mean, spread(p[loss])])});
  new LineChart(element, {x: 'd', y: translated('loss (MSE)'), log: true, csv: csv('gap')})
    .show([curve(translated('test'), 'testLoss'), curve(translated('training'), 'trainLoss'), curve(translated('test, at its best epoch'), 'lowest')]);
}

function spread({sd, count}) {
  return count > 1 ? sd : undefined;
}
