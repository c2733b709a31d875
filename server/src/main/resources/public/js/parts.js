// The parts of a page that a lesson can hide: what has a name in data-part, and the sections with a heading.

/** All parts of this page, as {name (in words), key (in a link), element}. */
export function parts() {
  return [...document.querySelectorAll('[data-part], main section[aria-labelledby]:not(.lesson, .take)')]
    .map(element => ({name: named(element), key: element.dataset.part ?? element.getAttribute('aria-labelledby'), element}));
}

/** What a part is called: by itself, else by its heading, else by its first words. */
export function named(part) {
  const heading = part.querySelector('h2, h3, legend');
  const words = part.dataset.partName ?? (heading ?? part).textContent;
  return words.trim().replace(/\s+/g, ' ').slice(0, 60);
}
