import {open} from './latent-lab.js';

const site = new URL('..', import.meta.url);

export async function example(show) {
  const [first] = await (await fetch(new URL('api/v1/models.json', site))).json();
  const model = await open(new URL(`api/v1/models/${first.id}`, site));

  const digit = await (await fetch(new URL('api/v1/datasets/mnist/test/0', site))).json();
  const pixels = Float32Array.from(digit.pixels);
  const code = model.encode(pixels);

  show('a test digit', pixels);
  show('its code', code);
  show('drawn again from its code', model.decode(code));
  show('half way to the code of nothing', model.path(code, model.encode(new Float32Array(784))).at(0.5));
}
