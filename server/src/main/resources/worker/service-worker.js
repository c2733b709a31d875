// Keeps the site on the device, so that after one visit it works without a network. The server writes VERSION, which is
// another when any file of the site is, PAGES, which are always kept, by what the addresses of their language begin with,
// OFFLINE, the page that stands for those that are not, likewise, and DATA, which pages need; all relative to the site.

const SITE = registration.scope;
const OWN = `latent-lab ${SITE} `; // other copies of the site may lie beside this one
const KEPT = `${OWN}${VERSION}`;
const VISITED = `${KEPT} visited`;
const MOST_VISITED = 300; // pages, files and results; the oldest go first

addEventListener('install', event => event.waitUntil(install()));
addEventListener('activate', event => event.waitUntil(activate()));
addEventListener('fetch', event => {
  const {request} = event;
  const kind = request.method === 'GET' ? kindOf(request.url, request.mode) : 'other';
  if (kind === 'page') {
    event.respondWith(page(event));
  } else if (kind === 'file') {
    event.respondWith(file(event));
  } else if (kind === 'data') {
    event.respondWith(data(event));
  }
});
// what a visitor's first page has loaded before this script was there
addEventListener('message', event => event.waitUntil(keepVisited(event.data)));

/** What is to be done about an address: nothing with what only the server can say as it is now. */
function kindOf(address, mode) {
  const url = new URL(address);
  if (!url.href.startsWith(SITE)) {
    return 'other';
  }
  const path = url.href.slice(SITE.length);
  if (mode === 'navigate') {
    return path.startsWith('api/v1/') ? 'other' : 'page';
  }
  if (/\?v=[0-9a-f]{12}$/.test(url.search)) {
    return 'file';
  }
  return /^api\/v1\/(models|studies|datasets)\b/.test(path) ? 'data' : 'other';
}

/** One after the other, so that the visitor's own requests come first. What can't be had now is left for a visit. */
async function install() {
  const cache = await caches.open(KEPT);
  const visitor = (await clients.matchAll({includeUncontrolled: true})).find(({url}) => url.startsWith(SITE));
  const language = languageOf(visitor?.url ?? SITE);
  const left = [...PAGES[language], ...DATA, OFFLINE[language]].map(path => new URL(path, SITE).href);
  const seen = new Set(left);
  for (const address of left) { // which grows
    const response = await fetch(address, {cache: address.includes('?v=') ? 'default' : 'no-cache', priority: 'low'});
    if (!response.ok || response.redirected) {
      continue;
    }
    for (const named of await namedIn(response.clone())) {
      if (!seen.has(named)) {
        seen.add(named);
        left.push(named);
      }
    }
    try {
      if (await isItself(address, response.clone())) {
        await cache.put(address, response);
      }
    } catch {
      break; // no room for more
    }
  }
  await skipWaiting();
}

/** A key of PAGES and OFFLINE: an empty one for English. */
function languageOf(address) {
  const path = address.slice(SITE.length);
  return Object.keys(PAGES).find(language => language !== '' && path.startsWith(language)) ?? '';
}

/** The addresses of the versioned files that a page or a script names, and of the model that a page begins with. */
async function namedIn(response) {
  const type = response.headers.get('Content-Type') ?? '';
  if (!/html|javascript/.test(type)) {
    return [];
  }
  const text = await response.text();
  const found = [...text.matchAll(/["']([^"'\s]+\?v=[0-9a-f]{12})["']/g), ...text.matchAll(/<link [^>]*as="fetch"[^>]* href="([^"]+)"/g)];
  return found.map(([, reference]) => new URL(reference, response.url).href);
}

async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith(OWN) && name !== KEPT && name !== VISITED) {
      await caches.delete(name);
    }
  }
  await registration.navigationPreload?.enable(); // asks the server while this script still starts
  await clients.claim();
}

/** From the server; when it can't be reached as it was kept, or a page that says so. */
async function page(event) {
  const address = event.request.url.split('#')[0];
  try {
    const response = await event.preloadResponse ?? await fetch(event.request);
    keepLater(event, address, response);
    return response;
  } catch {
    const other = address.endsWith('/') ? address.slice(0, -1) : `${address}/`;
    const known = await kept(address);
    if (!known && address !== SITE && await kept(other)) {
      return Response.redirect(other);
    }
    return known ? marked(known) : notKept(address);
  }
}

/** A page that says of itself that it comes from the device. */
async function marked(response, change = text => text) {
  const text = change(await response.text()).replace('<html', '<html data-kept="true"');
  return new Response(text, {status: response.status, headers: response.headers});
}

/** The page for those that are not on the device, as if it lay at the address that was asked for. */
async function notKept(address) {
  for (const language of [languageOf(address), ...Object.keys(OFFLINE)]) {
    const offline = new URL(OFFLINE[language], SITE);
    const response = await kept(offline.href);
    if (response) {
      return marked(response, text => text.replace(/="(\.{1,2}\/[^"]*)"/g, (_, reference) => `="${new URL(reference, offline).href}"`));
    }
  }
  return Response.error();
}

/** A file whose address changes when it does. */
async function file(event) {
  const {request} = event;
  const known = await kept(request.url);
  if (known) {
    return known;
  }
  const response = await fetch(request);
  if (response.ok) {
    event.waitUntil(put(request.url, response.clone()));
  }
  return response;
}

/**
 * Whether a file is of the version in its address, the beginning of its SHA-256: while a site is being renewed, a server
 * that is not yet may send what it has. Kept, that would stay.
 */
async function isItself(address, response) {
  const [, version] = /\?v=([0-9a-f]{12})$/.exec(address) ?? [];
  if (!version) {
    return true;
  }
  const hash = await crypto.subtle.digest('SHA-256', await response.arrayBuffer());
  return version === [...new Uint8Array(hash, 0, 6)].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

/** From the server, which mostly answers that it is unchanged; when it can't be reached as it was kept. */
async function data(event) {
  const {url} = event.request;
  try {
    const response = await fetch(event.request);
    keepLater(event, url, response);
    return response;
  } catch (unreachable) {
    const known = await kept(url);
    if (known) {
      return known;
    }
    throw unreachable;
  }
}

/** What the visitor has seen last, else what was there from the beginning. */
async function kept(address) {
  for (const name of [VISITED, KEPT]) {
    const response = await (await caches.open(name)).match(address, {ignoreVary: true});
    if (response) {
      return response;
    }
  }
  return undefined;
}

function keepLater(event, address, response) {
  if (response.ok && !response.redirected && response.type === 'basic') {
    const copy = response.clone();
    event.waitUntil(kept(address).then(known => (same(known, copy) ? copy.body?.cancel() : put(address, copy))));
  }
}

function same(known, response) {
  const mark = one => one.headers.get('ETag') ?? one.headers.get('Last-Modified');
  return Boolean(known && mark(known) && mark(known) === mark(response));
}

/** Where there is no room, the site goes on without: it has the server. */
async function put(address, response) {
  try {
    if (!await isItself(address, response.clone())) {
      return;
    }
    const cache = await caches.open(VISITED);
    await cache.put(address, response);
    const all = await cache.keys();
    await Promise.all(all.slice(0, Math.max(0, all.length - MOST_VISITED)).map(old => cache.delete(old)));
  } catch (full) {
    console.info(`Not kept: ${address} (${full.message})`);
  }
}

async function keepVisited({page: address, resources}) {
  for (const one of [address, ...resources]) {
    if (kindOf(one, one === address ? 'navigate' : '') !== 'other' && !await kept(one)) {
      const response = await fetch(one, {headers: {Accept: 'application/octet-stream, */*;q=0.5'}}).catch(() => null);
      if (response?.ok && !response.redirected) {
        await put(one, response);
      }
    }
  }
}
