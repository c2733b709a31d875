// Stands in every page's head, so that a model's module compiles while the page's own scripts are still on their way.
window.modulesOnTheirWay = {};
if (globalThis.WebAssembly?.instantiateStreaming) {
  for (const link of document.querySelectorAll('link[as=fetch]')) {
    const address = link.getAttribute('href');
    const module = WebAssembly.instantiateStreaming(fetch(address));
    module.catch(() => {}); // who asks for it tries again and says what is wrong
    modulesOnTheirWay[address] = module;
  }
}

// What scripts show is English where it stands; other pages bring what it is in their language.
const {lang} = document.documentElement;
window.translated = (english, ...values) => (window.messages?.[english] ?? english).replace(/\{(\d)\}/g, (_, i) => values[i]);
// a written number with the language's decimal sign
window.decimal = lang === 'en' ? String : number => String(number).replace('.', (0.1).toLocaleString(lang)[1]);

// What is used now and then is loaded when it is used: by the name that the page's root element gives it.
const arriving = module => module.then(
  content => {
    tell('');
    return content;
  },
  problem => {
    tell(translated('A part of this page did not arrive. Try again, or load the page anew.'));
    throw problem;
  });
function tell(trouble) {
  const place = document.getElementById('network');
  if (place && (trouble || place.dataset.part)) {
    place.textContent = trouble;
    place.dataset.part = trouble && 'missing';
  }
}
window.load = name => arriving(import(new URL(document.documentElement.dataset[name], document.baseURI)));

// A page's own network is WebAssembly; where there is none, plain Java comes with the public API. A network from a file
// that the visitor has opened comes from this browser.
window.openByModule = async url => (/\/file-\w+$/.test(url)
  ? (await load('own')).network(url)
  : (await load('api')).open(url, {kernel: 'java'}));

// A button, or a field for files, names the module that does its work.
for (const kind of ['click', 'change']) {
  document.addEventListener(kind, async event => {
    const tool = event.target.closest('[data-module]');
    if (tool && (tool.type === 'file') === (kind === 'change')) {
      (await arriving(import(new URL(tool.dataset.module, document.baseURI)))).default(tool);
    }
  });
}

// The same view in another language: the link takes along what stands behind the #.
document.addEventListener('click', event => {
  const other = event.target.closest('a[hreflang]');
  if (other) {
    dispatchEvent(new Event('linkwanted'));
    other.hash = location.hash;
  }
});

// Drawings and models can be dropped anywhere.
for (const kind of ['dragover', 'drop']) {
  document.addEventListener(kind, event => {
    const files = [...event.dataTransfer.files];
    if (event.dataTransfer.types.includes('Files')) {
      event.preventDefault();
    }
    if (kind === 'drop' && files.length > 0) {
      load('files').then(module => module.take(files));
    }
  });
}

// The list of models ends with an entry that opens a file, and has those that were opened before.
document.addEventListener('change', event => {
  if (event.target.value === 'open-a-file') {
    event.stopImmediatePropagation();
    load('own').then(module => module.ask());
  }
}, true);
try {
  if (localStorage.getItem('model-files')) {
    document.addEventListener('DOMContentLoaded', () => load('own'));
  }
} catch {
  // a browser that keeps nothing has no files of before
}

// A lesson's link hides parts of the page before anything of it is shown.
if (location.hash.includes('lesson.')) {
  const link = new URLSearchParams(location.hash.slice(1));
  const selectors = key => (link.get(key) ?? '').split(',').filter(name => /^[a-z][a-z0-9-]*$/.test(name))
    .map(name => `:is([data-part=${name}], main section[aria-labelledby=${name}])`);
  const sheet = text => {
    const rules = new CSSStyleSheet();
    rules.replaceSync(text);
    document.adoptedStyleSheets.push(rules);
    return rules;
  };
  sheet(selectors('lesson.hide').map(part => `${part} { display: none !important; }`).join(''));
  const [asked] = selectors('lesson.ask');
  const covered = sheet(asked ? `${asked} > :not(h2, h3) { visibility: hidden; } ${asked} { outline: 2px dashed; }` : '');
  globalThis.lesson = {asked, show: () => covered.replaceSync('')};
  document.head.append(Object.assign(document.createElement('script'),
    {type: 'module', src: new URL(document.documentElement.dataset.lesson, document.baseURI), blocking: 'render'}));
}

// The site is kept for when there is no network, but only once the page has all that it needs.
addEventListener('load', () => setTimeout(() => load('offline'), 2000));
