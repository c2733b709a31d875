// The teacher's side of a lesson: tick what to hide, choose what to ask, copy the link.
import {address} from '../link.js';
import {parts} from '../parts.js';
import {copy} from './copy.js';

const LONGEST = 280;
let dialog;

export default () => {
  dialog ??= build();
  dialog.showModal();
  dialog.update();
};

function build() {
  const element = add(document.body, 'dialog', {className: 'builder'});
  element.setAttribute('aria-labelledby', 'builder-title');
  const form = add(element, 'form', {method: 'dialog'});
  add(form, 'h2', {id: 'builder-title', textContent: translated('Make a lesson link')});
  add(form, 'p', {textContent: translated('The link opens this view as it stands now, drawing and settings too, without what you tick.')});

  const fields = add(form, 'fieldset');
  add(fields, 'legend', {textContent: translated('Hide')});
  const all = parts();
  const boxes = all.map(({name, key}) => {
    const label = add(fields, 'label');
    const box = add(label, 'input', {type: 'checkbox', value: key, autocomplete: 'off'});
    label.append(` ${name}`);
    return box;
  });

  const ask = add(add(form, 'label', {textContent: translated('Ask for a guess, before showing')}), 'select', {autocomplete: 'off'});
  ask.append(new Option(translated('nothing'), ''), ...all.filter(({element: part}) => part.closest('main')).map(({name, key}) => new Option(name, key)));
  const text = add(add(form, 'label', {textContent: translated('Your words to the learner (at most {0} letters)', LONGEST)}), 'textarea',
    {rows: 2, maxLength: LONGEST, autocomplete: 'off'});
  const link = add(add(form, 'label', {textContent: translated('The link')}), 'input', {readOnly: true, className: 'lesson-link'});

  const tools = add(form, 'div', {className: 'tools'});
  const copies = add(tools, 'button', {type: 'button', textContent: translated('Copy the link')});
  const opens = add(tools, 'a', {target: '_blank', rel: 'noopener', textContent: translated('Try it')});
  opens.setAttribute('role', 'button');
  add(tools, 'button', {textContent: translated('Close')});
  add(form, 'p', {className: 'quiet'}).setAttribute('role', 'status');

  element.update = () => {
    link.value = opens.href = address({
      'lesson.hide': boxes.filter(box => box.checked && box.value !== ask.value).map(box => box.value).join(','),
      'lesson.ask': ask.value,
      'lesson.text': text.value.trim().slice(0, LONGEST),
    });
  };
  form.addEventListener('input', element.update);
  copies.addEventListener('click', () => copy(link.value, copies));
  return element;
}

function add(parent, name, properties = {}) {
  const element = Object.assign(document.createElement(name), properties);
  parent.append(element);
  return element;
}
