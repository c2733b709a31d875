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

// A page's own network is WebAssembly; where there is none, plain Java comes with the public API.
window.openInPlainJava = async url => (await import(document.documentElement.dataset.api)).open(url, {kernel: 'java'});
