// A model from a file that the visitor has opened, in JavaScript and PyTorch.
import {get} from '../own/store.js';
import {copy} from './copy.js';
import {NETWORK} from './python.js';

const MODULE = new URL('../latent-lab.js', import.meta.url).href.replace(/\?.*/, '');
const PARTS = ['encoder.safetensors', 'decoder.safetensors']; // of files that were opened before their names were kept

/** @param id of the file in the list of models */
export async function show(id) {
  const one = await get(id);
  const dialog = add(document.body, 'dialog', {className: 'builder code'});
  dialog.addEventListener('close', () => dialog.remove());
  dialog.setAttribute('aria-labelledby', 'own-code-title');
  const form = add(dialog, 'form', {method: 'dialog'});
  add(form, 'h2', {id: 'own-code-title', textContent: translated('In your own code')});
  if (one) {
    const named = {...one, names: one.names ?? (one.files.length === 1 ? [one.name] : PARTS)};
    add(form, 'h3', {textContent: translated('JavaScript, a module for any page')});
    add(form, 'p', {className: 'quiet', textContent: translated('With your file beside the page. On another site, copy latent-lab.js there, too, and put its address in place of the one here.')});
    snippet(form, 'own-javascript', javaScript(named));
    add(form, 'h3', {textContent: 'PyTorch'});
    if ((await tensors(one.files)).includes('decoder.fc.weight')) {
      add(form, 'p', {className: 'quiet', textContent: translated('It needs PyTorch and the package safetensors.')});
      snippet(form, 'own-pytorch', pyTorch(named));
    } else {
      add(form, 'p', {textContent: translated('In this file the decoder is folded already: PyTorch’s layers can’t take it.')});
    }
  } else {
    add(form, 'p', {textContent: translated('It comes from a file that is not on this device: choose “Open a file …” in the list of models.')});
  }
  add(add(form, 'div', {className: 'tools'}), 'button', {textContent: translated('Close')});
  add(form, 'p', {className: 'quiet'}).setAttribute('role', 'status');
  dialog.showModal();
}

function javaScript({names, channels, latentDim}) {
  return `// ${comment(names)} in a page: 28 × 28 pixels → ${latentDim} numbers → 28 × 28 pixels, by ${channels} channels
import {open} from ${JSON.stringify(MODULE)};

const names = ${JSON.stringify(names)};
const files = names.map(async name => (await fetch(encodeURIComponent(name))).arrayBuffer());
const model = await open(await Promise.all(files)); // or open([...input.files]) with what a visitor picks

const pixels = new Float32Array(28 * 28); // row by row, 0 is black and 1 white
for (let row = 4; row < 24; row++) {
  pixels.fill(1, 28 * row + 13, 28 * row + 15); // a one: digits are 20 pixels high, their mass in the middle
}

export const code = model.encode(pixels); // Float32Array(${latentDim})
export const drawn = model.decode(code); // Float32Array(784)
console.log(model.kernel, code, drawn);
`;
}

/** JSON's strings are Python's, too. */
function pyTorch({names, channels, latentDim}) {
  return `# ${comment(names)} in PyTorch
import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional as F

FILES = ${JSON.stringify(names)}
CHANNELS, LATENT_DIM = ${channels}, ${latentDim}


${NETWORK}

tensors = {name: tensor for file in FILES for name, tensor in load_file(file).items()}

model = Autoencoder(CHANNELS, LATENT_DIM)
model.load_state_dict({name: tensors[name] for name in model.state_dict()})
model.eval()
`;
}

/** In one line. */
function comment(names) {
  return names.join(' + ').replace(/[\p{Cc}\u2028\u2029]/gu, ' ');
}

/** The names of the tensors in safetensors files. */
async function tensors(files) {
  const headers = files.map(async file => {
    const length = new DataView(await file.slice(0, 8).arrayBuffer()).getUint32(0, true); // of 8 bytes, the others 0
    return Object.keys(JSON.parse(await file.slice(8, 8 + length).text()));
  });
  return (await Promise.all(headers)).flat();
}

function snippet(form, id, text) {
  const code = add(add(form, 'pre', {tabIndex: 0}), 'code', {id, textContent: text});
  const button = add(add(form, 'p', {className: 'tools'}), 'button', {type: 'button', textContent: translated('Copy')});
  button.addEventListener('click', () => copy(code.textContent, button));
}

function add(parent, name, properties = {}) {
  const element = Object.assign(document.createElement(name), properties);
  parent.append(element);
  return element;
}
