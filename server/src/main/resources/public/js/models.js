import {matches} from './filter.js';
import {read, write} from './link.js';

const $ = id => document.getElementById(id);
const filter = $('filter');

if (filter) {
  filter.hidden = false;
  filter.elements.text.value = read('find');
  filter.addEventListener('input', () => { apply(); write({find: filter.elements.text.value}); });
  filter.addEventListener('submit', event => event.preventDefault());
  $('all').addEventListener('click', () => { filter.reset(); apply(); write({find: ''}); });
  apply();
}

/** Shows the rows that are searched for, and the headings of those. */
function apply() {
  const rows = [...document.querySelectorAll('#models [data-model]')];
  rows.forEach(row => { row.hidden = !matches(row.dataset.words, filter.elements.text.value); });
  document.querySelectorAll('#models tbody').forEach(group => {
    group.hidden = group.querySelector('[data-model]:not([hidden])') === null;
  });
  const shown = rows.filter(row => !row.hidden).length;
  $('found').textContent = shown === rows.length
    ? translated('{0} models', shown) : translated('{0} of {1} models', shown, rows.length);
  $('none-found').hidden = shown > 0;
}
