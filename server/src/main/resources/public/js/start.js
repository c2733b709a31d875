// Brings the page to life. The client's address carries its version, so that it may be kept for ever.
const {client, api, page, study, preset} = document.documentElement.dataset;

// a page's own network is WebAssembly; where there is none, plain Java comes with the public API
window.openInPlainJava = async url => (await import(new URL(api, document.baseURI))).open(url, {kernel: 'java'});

if (client) {
  const {main} = await import(new URL(client, document.baseURI));
  main([]);
}
if (!client || page === 'benchmark' || study) {
  carryModelAlong();
}
if (page === 'models' || page === 'runs' || page === 'run') {
  await import(`./${page}.js`);
}
if (study && preset) {
  await import(`./studies/${study}.js`);
}
if (page === 'api') {
  await import('./run-example.js');
}

/** On a page that shows no model's work, the chooser only says with which model the other pages open. */
function carryModelAlong() {
  const chooser = document.getElementById('model');
  const wanted = new URLSearchParams(location.hash.slice(1)).get('model');
  const byDefault = chooser.value;
  if (wanted) {
    if (![...chooser.options].some(option => option.value === wanted)) {
      chooser.append(new Option(wanted)); // one that a link brought, such as the study's
    }
    chooser.value = wanted;
  }
  const update = () => {
    const hash = chooser.value === byDefault ? '' : `#model=${chooser.value}`;
    document.querySelectorAll('a[data-page]').forEach(link => {
      link.href = link.dataset.page + hash;
    });
  };
  chooser.addEventListener('change', update);
  update();
}
