// The model files that the visitor has opened, in the list of models that every page has.
import {all} from './store.js';

const chooser = document.getElementById('model');
let dialog; // a promise

list(await all(), true);

/** Shows where files are opened and forgotten. */
export async function ask() {
  chooser.value = chosen();
  (await theDialog()).ask();
}

/** Opens files and chooses their model. */
export async function take(files) {
  (await theDialog()).take(files);
}

/** A network for a page. */
export async function network(url) {
  return (await import('./network.js')).open(url);
}

/** The files themselves. */
export async function contents(url) {
  return (await import('./network.js')).contents(url);
}

function theDialog() {
  dialog ??= import('./dialog.js').then(({build}) => build(list, choose));
  dialog.catch(() => { dialog = undefined; }); // to be asked for once more
  return dialog;
}

function choose(id) {
  chooser.value = id;
  chooser.dispatchEvent(new Event('change', {bubbles: true}));
}

/**
 * The chooser's entries for files.
 *
 * @param first whether a file that is not here may be what a link asks for, of which the page itself speaks
 */
function list(files, first = false) {
  const shown = chosen();
  for (const option of [...chooser.options].filter(one => one.value.startsWith('file-'))) {
    if (!files.some(({id}) => id === option.value) && !(first && option.value === shown)) {
      option.remove();
    }
  }
  for (const {id, name} of files) {
    const option = [...chooser.options].find(one => one.value === id) ?? chooser.appendChild(new Option('', id));
    option.textContent = name;
    chooser.append(option);
  }
  chooser.append(chooser.querySelector('[value=open-a-file]'));
  if (chooser.value !== shown && [...chooser.options].some(({value}) => value === shown)) {
    chooser.value = shown;
  } else if (!first && shown.startsWith('file-') && !files.some(({id}) => id === shown)) {
    choose(chooser.options[0].value);
  }
}

/** What the pages' links carry; the chooser itself may stand at its last entry. */
function chosen() {
  const link = document.querySelector('a.brand').hash;
  return new URLSearchParams(link.slice(1)).get('model') ?? chooser.options[0].value;
}
