// After a page has come to rest: keeps the site for when there is no network, and says when there is none.
const html = document.documentElement;
const place = document.getElementById('network');

if ('serviceWorker' in navigator) {
  (globalThis.requestIdleCallback ?? setTimeout)(keep);
}
addEventListener('online', say);
addEventListener('offline', say);
say();

async function keep() {
  try {
    const {serviceWorker} = navigator;
    const first = !serviceWorker.controller;
    await serviceWorker.register(new URL(`${html.dataset.root}service-worker.js`, document.baseURI));
    const {active} = await serviceWorker.ready;
    if (first) {
      active.postMessage({
        page: location.href.split('#')[0],
        resources: performance.getEntriesByType('resource').map(entry => entry.name),
      });
    }
  } catch {
    // such as in a private window: the site works all the same, as long as there is a network
  }
}

function say() {
  place.textContent = !navigator.onLine ? translated('No network: you see what this device has kept.')
    : html.dataset.kept ? translated('The server can’t be reached: you see what this device has kept.') : '';
}
