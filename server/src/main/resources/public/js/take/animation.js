// What the page shows, as a film: a path there and back, or a drawing as it is drawn, with what the network makes of it.
import {say} from './copy.js';
import {gif} from './gif.js';
import {model, save} from './save.js';

const SIDE = 28;
const GAP = 2; // of the pictures' pixels
const SCALE = 6;
const STEPS = 40; // frames of one way
const HOLD = 5; // hundredths of a second
const REST = 100; // the same, for the frames at an end

/** A button says in data-film which film, 'path' or 'drawing', and in data-name how the file begins. */
export default async button => {
  if (!globalThis.latentLab) {
    say(button, translated('The model is not here yet.'));
    return;
  }
  say(button, translated('The film is being made …'));
  await new Promise(done => { setTimeout(done, 30); }); // which takes a moment, so this is said first
  const shares = Array.from({length: STEPS + 1}, (_, i) => i / STEPS);
  if (button.dataset.film === 'path') {
    shares.push(...shares.slice(1, -1).reverse());
  }
  const frames = shares.map(share => ({
    pictures: globalThis.latentLab.at(share),
    hold: share === 0 || share === 1 ? REST : HOLD,
  }));
  const across = frames[0].pictures.length;
  const width = SCALE * (across * (SIDE + GAP) - GAP);
  const file = `${button.dataset.name}-${model()}.gif`;
  save(file, gif(frames.map(({pictures, hold}) => ({pixels: enlarged(pictures, width), hold})), width, SCALE * SIDE), 'image/gif');
  say(button, translated('{0} is among your downloads.', file));
};

/** Pictures (28,28) from 0 to 1, side by side, white between them. */
function enlarged(pictures, width) {
  const pixels = new Uint8Array(width * SCALE * SIDE).fill(255);
  pictures.forEach((picture, i) => {
    for (let y = 0; y < SCALE * SIDE; y++) {
      for (let x = 0; x < SCALE * SIDE; x++) {
        const grey = picture[SIDE * Math.trunc(y / SCALE) + Math.trunc(x / SCALE)];
        pixels[width * y + SCALE * i * (SIDE + GAP) + x] = Math.floor(255 * grey + 0.5);
      }
    }
  });
  return pixels;
}
