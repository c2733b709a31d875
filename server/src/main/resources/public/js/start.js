// Brings the page to life. The client's address carries its version, so that it may be kept for ever.
const {page, client} = document.documentElement.dataset;
const {startPage} = await import(new URL(client, document.baseURI));
startPage(page);
if (page === 'api') {
  await import('./run-example.js');
}
