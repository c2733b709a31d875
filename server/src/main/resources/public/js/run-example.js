import {example} from './example.js';
import {paint} from './pictures.js';

const TITLES = { // the example's own
  'a test digit': translated('a test digit'),
  'its code': translated('its code'),
  'drawn again from its code': translated('drawn again from its code'),
  'half way to the code of nothing': translated('half way to the code of nothing'),
};
const button = document.getElementById('run');
const output = document.getElementById('output');

button.disabled = false;
button.addEventListener('click', async () => {
  output.replaceChildren();
  button.disabled = true;
  try {
    await example(show);
  } catch (error) {
    output.append(translated('The example did not run: {0}', error.message));
  }
  button.disabled = false;
});

/** A picture as a picture, other numbers as numbers. */
function show(title, numbers) {
  const figure = document.createElement('figure');
  const caption = document.createElement('figcaption');
  caption.textContent = TITLES[title] ?? title;
  figure.append(numbers.length === 784 ? picture(numbers) : list(numbers), caption);
  output.append(figure);
}

function picture(pixels) {
  const canvas = document.createElement('canvas');
  canvas.className = 'pixels';
  paint(canvas, pixels);
  return canvas;
}

function list(numbers) {
  const code = document.createElement('code');
  code.textContent = Array.from(numbers, number => number.toFixed(2)).join('  ');
  return code;
}
