// A network from a file that the visitor has opened, as the public API makes one of it: folded and assembled in this page.
import {open as openModel} from '../latent-lab.js';
import {get} from './store.js';

/** @param url ends with the id that the file was given */
export async function open(url) {
  const one = await find(url);
  const model = await openModel(one.files);
  return {
    channels: model.channels,
    latentDim: model.latentDim,
    kernel: model.kernel,
    metadata: {...model.metadata, ...one.metadata, id: one.id},
    encode: pixels => model.encode(pixels),
    decode: code => model.decode(code),
    path: (from, to) => model.path(from, to),
    blend: codes => model.blend(codes),
  };
}

/** What a page needs that looks into the files itself, as {name, contents (ArrayBuffers)}. */
export async function contents(url) {
  const {name, files} = await find(url);
  return {name, contents: await Promise.all(files.map(file => file.arrayBuffer()))};
}

async function find(url) {
  const one = await get(url.slice(url.lastIndexOf('/') + 1));
  if (!one) {
    throw new Error(translated('It comes from a file that is not on this device: choose “Open a file …” in the list of models.'));
  }
  return one;
}
