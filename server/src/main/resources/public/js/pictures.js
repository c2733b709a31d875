// Digits as pictures: 28×28 numbers from 0, black, to 1, white.
const SIDE = 28;
const GAP = 2;

/** Shows one digit on a canvas. */
export function paint(canvas, pixels) {
  paintGrid(canvas, [[pixels]]);
}

/** Shows rows of digits on one canvas, a little apart. */
export function paintGrid(canvas, rows) {
  canvas.width = rows[0].length * (SIDE + GAP) - GAP;
  canvas.height = rows.length * (SIDE + GAP) - GAP;
  const context = canvas.getContext('2d');
  rows.forEach((row, y) => row.forEach((pixels, x) => context.putImageData(image(pixels), x * (SIDE + GAP), y * (SIDE + GAP))));
}

function image(pixels) {
  const picture = new ImageData(SIDE, SIDE);
  pixels.forEach((grey, i) => picture.data.set([255 * grey, 255 * grey, 255 * grey, 255], 4 * i));
  return picture;
}
