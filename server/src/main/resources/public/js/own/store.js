// The model files that the visitor has opened. They stay in this browser, for every page of the site, until they are
// forgotten; nothing of them is sent anywhere.
const DATABASE = 'latent-lab';
const FILES = 'model-files';
const here = new Map(); // for a browser that keeps nothing

/** All that there are, as {id, name, names (of the files), files (Blobs), channels, latentDim, bytes, metadata, error}. */
export async function all() {
  const kept = await request('readonly', files => files.getAll()).catch(() => []);
  return [...new Map([...here.values(), ...kept].map(one => [one.id, one])).values()];
}

/** One of them; undefined when it is not here. */
export async function get(id) {
  return here.get(id) ?? request('readonly', files => files.get(id)).catch(() => undefined);
}

/** Keeps one; false when that is for this page alone, as the browser keeps nothing. */
export async function put(one) {
  try {
    await request('readwrite', files => files.put(one));
  } catch {
    here.set(one.id, one);
    return false;
  }
  remember();
  return true;
}

export async function forget(id) {
  here.delete(id);
  await request('readwrite', files => files.delete(id)).catch(() => {});
  remember();
}

/** Tells the pages' first script whether there is something to be listed. */
async function remember() {
  try {
    if ((await all()).length > 0) {
      localStorage.setItem('model-files', 'yes');
    } else {
      localStorage.removeItem('model-files');
    }
  } catch {
    // then the next page lists none, but a link still opens one
  }
}

async function request(mode, action) {
  const database = await new Promise((done, failed) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(FILES, {keyPath: 'id'});
    opening.onsuccess = () => done(opening.result);
    opening.onerror = () => failed(opening.error);
  });
  try {
    return await new Promise((done, failed) => {
      const transaction = database.transaction(FILES, mode);
      const asked = action(transaction.objectStore(FILES));
      transaction.oncomplete = () => done(asked.result);
      transaction.onerror = () => failed(transaction.error);
      transaction.onabort = () => failed(transaction.error); // such as when there is no room left
    });
  } finally {
    database.close();
  }
}
