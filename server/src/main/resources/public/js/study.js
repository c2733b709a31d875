// What the study's pages have in common: their results, and what to do when these do not arrive.
const root = new URL('..', import.meta.url);
const {study, preset} = document.documentElement.dataset;
document.documentElement.classList.add('scripted');

const api = new URL(`api/v1/studies/${study}/${preset}`, root);

/** The address of one of the study's tables as CSV. */
export function csv(table) {
  return `${api}/${table}.csv`;
}

/** An address of this site, given without a leading slash. */
export function address(path) {
  return new URL(path, root);
}

/**
 * Gets the study's results and shows them.
 *
 * @param show called with the results, as the API gives them
 */
export async function withResults(show) {
  const charts = [...document.querySelectorAll('main .chart')];
  let results;
  try {
    const response = await fetch(`${api}.json`);
    if (!response.ok) {
      throw new Error(translated('The server answered {0}.', response.status));
    }
    results = await response.json();
  } catch (error) {
    charts.forEach(chart => explain(chart, error, () => withResults(show)));
    return;
  }
  show(results);
}

function explain(chart, error, again) {
  const text = document.createElement('p');
  text.textContent = `${translated('The numbers did not arrive.')} ${error instanceof TypeError ? translated('The server can’t be reached.') : error.message} `;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'outline';
  button.textContent = translated('Try again');
  button.addEventListener('click', again);
  chart.replaceChildren(text, button);
}

/** The element with that id. */
export const $ = id => document.getElementById(id);

/** Mean and spread over several lists of numbers, place by place: [[mean, sd], …]; no spread for a single list. */
export function summarize(lists) {
  return lists[0].map((_, i) => {
    const values = lists.map(list => list[i]);
    const mean = values.reduce((sum, value) => sum + value) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return [mean, values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : undefined];
  });
}
