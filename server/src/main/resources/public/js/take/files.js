// Files that the visitor brings: a drawing, which its page shows, or a model.
import {fragment} from './drawing.js';

const LARGEST = 10 << 20; // bytes of a drawing
const {home, own} = document.documentElement.dataset;

/** From a file field. */
export default field => take([...field.files]);

export async function take(files) {
  if (files.some(file => file.name.endsWith('.safetensors'))) {
    (await import(new URL(own, document.baseURI))).take(files);
    return;
  }
  const [file] = files;
  try {
    if (files.length > 1 || file.size > LARGEST) {
      throw new Error(translated('a drawing is one file of at most 10 MB'));
    }
    location.href = new URL(fragment(await file.text()), new URL(home, document.baseURI));
  } catch (error) {
    tell(translated('{0} can’t be opened: {1}.', file.name, error.message));
  }
}

function tell(message) {
  const dialog = document.createElement('dialog');
  const form = Object.assign(document.createElement('form'), {method: 'dialog'});
  form.append(
    Object.assign(document.createElement('h2'), {textContent: message}),
    Object.assign(document.createElement('p'), {textContent: translated('Files that open here are drawings saved from the page Draw (JSON) and models (safetensors).')}),
    Object.assign(document.createElement('button'), {textContent: translated('Close')}));
  dialog.className = 'builder';
  dialog.ariaLabel = message;
  dialog.append(form);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
