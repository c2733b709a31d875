// A lesson: a view whose link hides parts of the page and may ask what to expect of one before it is shown. The page's
// first script has hidden them already; here the learner is told, asked and shown.
import {address, read} from './link.js';
import {named} from './parts.js';

const LONGEST = 280; // letters of the teacher's and of the learner's text
const {asked, show} = globalThis.lesson;

const part = asked && document.querySelector(asked);
const section = add(null, 'section', {className: 'lesson'});
section.setAttribute('aria-labelledby', 'lesson-title');
add(section, 'h2', {id: 'lesson-title', textContent: part ? translated('First a guess') : translated('A lesson')});
const text = read('lesson.text').slice(0, LONGEST);
if (text) {
  add(section, 'p', {className: 'task', textContent: text});
}
if (part) {
  ask();
}
const foot = add(section, 'p', {className: 'quiet', textContent: `${translated('This link shows a part of the page only.')} `});
const rest = () => address({'lesson.hide': '', 'lesson.ask': '', 'lesson.text': ''});
const whole = add(foot, 'a', {textContent: translated('Show the whole page'), href: rest()});
whole.addEventListener('click', () => { whole.href = rest(); }); // with what the learner has done meanwhile
document.querySelector('main').prepend(section);

function ask() {
  const name = named(part);
  const form = add(section, 'form');
  const label = add(form, 'label', {textContent: translated('What do you expect of “{0}”?', name)});
  const guess = add(label, 'textarea', {rows: 2, maxLength: LONGEST, autocomplete: 'off'});
  add(form, 'button', {type: 'submit', textContent: translated('Show it')});
  form.addEventListener('submit', event => {
    event.preventDefault();
    show();
    const said = add(null, 'p', {textContent: guess.value.trim() ? translated('You expected: {0}', guess.value.trim())
      : translated('You kept your guess to yourself.')});
    form.replaceWith(said);
    part.tabIndex = -1;
    part.focus();
  });
}

function add(parent, name, properties = {}) {
  const element = Object.assign(document.createElement(name), properties);
  parent?.append(element);
  return element;
}
