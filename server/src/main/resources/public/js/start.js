// Brings the page to life. The client's address carries its version, so that it may be kept for ever.
import {read, remember, write} from './link.js';

if (document.documentElement.dataset.client) {
  const {main} = await load('client');
  main([]);
}
if (!document.getElementById('kernel')) {
  carryModelAlong();
}
remember(...document.querySelectorAll('.benchmark input[type=checkbox]'));

/** On a page that shows no model's work, the chooser only says with which model the other pages open. */
function carryModelAlong() {
  const chooser = document.getElementById('model');
  const wanted = read('model');
  const byDefault = chooser.value;
  if (wanted) {
    if (![...chooser.options].some(option => option.value === wanted)) {
      chooser.add(new Option(wanted), chooser.length - 1); // one that a link brought, before the entry that opens a file
    }
    chooser.value = wanted;
  }
  const update = () => {
    const hash = chooser.value === byDefault ? '' : `#model=${chooser.value}`;
    document.querySelectorAll('a[data-page]').forEach(link => {
      link.href = link.dataset.page + hash;
    });
  };
  chooser.addEventListener('change', () => {
    write({model: chooser.value === byDefault ? '' : chooser.value});
    update();
  });
  update();
}
