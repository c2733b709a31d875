// The snippets of a model's page begin with this site's own address.
const site = new URL('..', import.meta.url).href.replace(/\/$/, '');

for (const code of document.querySelectorAll('#code code')) {
  code.textContent = code.textContent.replaceAll('https://this.site', site);
}
if (location.hash === '#code') {
  document.getElementById('code').scrollIntoView();
}
