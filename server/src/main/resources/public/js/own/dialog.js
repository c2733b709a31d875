// Where the visitor opens model files, and forgets them.
import {open as openModel} from '../latent-lab.js';
import {measure} from './measure.js';
import {inWords} from './reasons.js';
import {all, forget, put} from './store.js';

const LARGEST = 512 << 20; // bytes; the study's largest network has 7 million

/**
 * Builds it.
 *
 * @param listed called with all files whenever they are others
 * @param choose called with the id of the file to be used
 * @return {ask(): shows it; take(files): opens them}
 */
export function build(listed, choose) {
  const dialog = add(document.body, 'dialog', {className: 'builder'});
  dialog.setAttribute('aria-labelledby', 'own-title');
  const form = add(dialog, 'form', {method: 'dialog'});
  add(form, 'h2', {id: 'own-title', textContent: translated('Open a model file')});
  add(form, 'p', {textContent: translated('A safetensors file with PyTorch’s names for this network, from encoder.conv1.weight to decoder.conv1.bias, with any numbers of channels and code; or two such files, an encoder’s and a decoder’s. It is read in this page and sent nowhere.')});
  const input = add(add(form, 'label', {textContent: translated('One file, or two')}), 'input', {type: 'file', accept: '.safetensors', multiple: true});
  const status = add(form, 'p');
  status.setAttribute('role', 'status');
  const list = add(form, 'ul', {className: 'own-models'});
  const close = add(add(form, 'div', {className: 'tools'}), 'button', {textContent: translated('Close')});

  const update = async () => {
    const files = await all();
    list.replaceChildren(...files.map(entry));
    listed(files);
  };
  const entry = one => {
    const line = document.createElement('li');
    add(line, 'span', {textContent: `${words(one)} `});
    const use = add(line, 'button', {type: 'button', textContent: translated('Use'), ariaLabel: translated('Use {0}', one.name)});
    use.addEventListener('click', () => {
      choose(one.id);
      dialog.close();
    });
    const drop = add(line, 'button', {type: 'button', textContent: translated('Forget'), ariaLabel: translated('Forget {0}', one.name)});
    drop.addEventListener('click', async () => {
      await forget(one.id);
      await update();
      status.textContent = translated('{0} is forgotten.', one.name);
      (list.querySelector('button') ?? input).focus();
    });
    return line;
  };
  let latest; // files, which a visitor may choose while others are being read
  const take = async files => {
    latest = files;
    if (!dialog.open) {
      dialog.showModal();
    }
    status.textContent = translated('It is being read …');
    try {
      const one = await opened(files);
      const kept = await put(one);
      await update();
      if (latest !== files) {
        return;
      }
      choose(one.id);
      status.textContent = kept
        ? translated('{0} It is chosen now, and stays on this device until you forget it.', words(one))
        : translated('{0} It is chosen now. This browser keeps nothing: on the next page it has to be opened again.', words(one));
      close.focus();
    } catch (error) {
      if (latest === files) {
        status.textContent = inWords(error.message);
      }
    }
    input.value = '';
  };
  input.addEventListener('change', () => take([...input.files]));
  return {
    take,
    async ask() {
      status.textContent = '';
      await update();
      dialog.showModal();
    },
  };
}

/** Files as they are kept. */
async function opened(files) {
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  if (files.length > 2) {
    throw new Error(translated('These are {0} files; a model has one, or an encoder’s and a decoder’s.', files.length));
  }
  if (bytes > LARGEST) {
    throw new Error(translated('{0} MB are too many; the study’s largest network has 7.', Math.round(bytes / 2 ** 20)));
  }
  const model = await openModel(files);
  return {
    id: `file-${await fingerprint(files)}`,
    name: files.map(file => file.name).join(translated(' and ')),
    names: files.map(file => file.name),
    files: files.map(file => new Blob([file])),
    channels: model.channels,
    latentDim: model.latentDim,
    bytes,
    ...await measure(model),
  };
}

function words({name, channels: c, latentDim: d, error}) {
  const parameters = 64 * c * c + 134 * c + 196 * c * d + d + 1;
  const count = parameters.toLocaleString(document.documentElement.lang);
  return error === undefined
    ? translated('{0}: {1} channels, {2} numbers in the code, {3} parameters.', name, c, d, count)
    : translated('{0}: {1} channels, {2} numbers in the code, {3} parameters, error {4} over 1,000 test digits.',
      name, c, d, count, decimal(error.toFixed(5)));
}

/** The same for the same bytes: 16 letters of two hashes by Fowler, Noll and Vo, so that a link finds the file again. */
async function fingerprint(files) {
  let [first, second] = [0x811c9dc5, 0x050c5d1f];
  for (const file of files) {
    for (const byte of new Uint8Array(await file.arrayBuffer())) {
      first = Math.imul(first ^ byte, 0x01000193);
      second = Math.imul(second, 0x01000193) ^ byte;
    }
  }
  return [first, second].map(hash => (hash >>> 0).toString(16).padStart(8, '0')).join('');
}

function add(parent, name, properties = {}) {
  const element = Object.assign(document.createElement(name), properties);
  parent.append(element);
  return element;
}
