// The page's pictures as PNG or SVG, each pixel as large as any other and of the very value that is shown.
import {address} from '../link.js';
import {say} from './copy.js';
import {model, save} from './save.js';

const SIDE = 28;
const GAP = 2; // of the pictures' pixels, between two pictures
const SCALE = 10; // pixels of a PNG for one of a picture's
const LINE = 3; // of the pictures' pixels, for the names below them

/** A button says in data-pictures which canvases, in data-format how, and in data-name how the file begins. */
export default async button => {
  const {pictures: selector, format, name} = button.dataset;
  const pictures = [...document.querySelectorAll(selector)].map(canvas => ({canvas, caption: caption(canvas)}));
  const file = `${name}-${model()}.${format}`;
  if (format === 'svg') {
    save(file, svg(pictures), 'image/svg+xml');
  } else {
    save(file, await png(pictures), 'image/png');
  }
  say(button, translated('{0} is among your downloads.', file));
};

/** What a picture is: a frame's α, or its figure's heading. */
function caption(canvas) {
  const frame = canvas.closest('button');
  return frame ? frame.ariaLabel.split(', ')[0] : canvas.closest('figure').querySelector('h2').textContent;
}

function png(pictures) {
  const sheet = document.createElement('canvas');
  sheet.width = SCALE * width(pictures);
  sheet.height = SCALE * SIDE;
  const context = sheet.getContext('2d');
  context.imageSmoothingEnabled = false;
  pictures.forEach(({canvas}, i) => context.drawImage(canvas, SCALE * left(i), 0, SCALE * SIDE, SCALE * SIDE));
  return new Promise(done => { sheet.toBlob(done, 'image/png'); });
}

function svg(pictures) {
  const groups = pictures.map(({canvas, caption: words}, i) => [
    `<g transform="translate(${left(i)})">`,
    `<title>${escaped(words)}</title>`,
    ...paths(canvas),
    `<text x="${SIDE / 2}" y="${SIDE + LINE - 0.6}">${escaped(words)}</text>`,
    '</g>',
  ].join('\n'));
  const [w, h] = [width(pictures), SIDE + LINE];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}" width="${SCALE * w}" height="${SCALE * h}">
<title>Latent Lab, model ${escaped(model())}</title>
<desc>${escaped(address({}))}</desc>
<g shape-rendering="crispEdges" font-family="sans-serif" font-size="2.2" text-anchor="middle">
${groups.join('\n')}
</g>
</svg>
`;
}

/** A path for each colour, of bars as wide as pixels of that colour follow each other in a row. */
function paths(canvas) {
  const {data} = canvas.getContext('2d').getImageData(0, 0, SIDE, SIDE);
  const colour = (x, y) => `#${[0, 1, 2].map(i => data[4 * (SIDE * y + x) + i].toString(16).padStart(2, '0')).join('')}`;
  const bars = new Map();
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0, end; x < SIDE; x = end) {
      const same = colour(x, y);
      for (end = x + 1; end < SIDE && colour(end, y) === same; end++) {
        // goes on
      }
      bars.set(same, `${bars.get(same) ?? ''}M${x} ${y}h${end - x}v1h${x - end}z`);
    }
  }
  return [...bars].map(([fill, d]) => `<path fill="${fill}" d="${d}"/>`);
}

function left(i) {
  return i * (SIDE + GAP);
}

function width(pictures) {
  return left(pictures.length) - GAP;
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
