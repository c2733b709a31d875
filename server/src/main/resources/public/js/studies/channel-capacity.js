import {LineChart} from '../charts.js';
import {remember} from '../link.js';
import {$, csv, withResults} from '../study.js';

remember($('loss'));
withResults(({figures: {points}, runs}) => {
  const epochs = new LineChart($('epochs'), {x: translated('epoch'), y: translated('loss (MSE)'), log: true, csv: csv('epochs')});
  const draw = () => epochs.show(points.map(point => ({
    name: `c = ${point.channels}`,
    points: runs.find(run => run.id === point.run).history[$('loss').value].map((loss, i) => [i + 1, loss]),
  })));
  $('loss').addEventListener('change', draw);
  draw();

  const rising = [...points].reverse();
  new LineChart($('parameters'), {x: translated('channels'), y: translated('parameters'), log: true, xLog: true, csv: csv('losses')})
    .show([{name: translated('learned parameters'), points: rising.map(p => [p.channels, p.parameters])}]);
  new LineChart($('price'), {x: translated('parameters'), y: translated('loss (MSE)'), log: true, xLog: true, csv: csv('losses')}).show([
    {name: translated('test'), points: rising.map(p => [p.parameters, p.testLoss])},
    {name: translated('training'), points: rising.map(p => [p.parameters, p.trainLoss])},
  ]);
});
