/* Which figures and sliders of a page can be worked, and what is seen of them. Read by the tests alone. */
(() => {
  const WORKED = '[role=slider], input[type=range], [role=application]';
  /** Of a row of like ones the first is worked. */
  const kind = e => `${e.getAttribute('role') ?? e.type} ${e.closest('svg')?.id ?? ''} ${e.id} ${e.className.baseVal ?? e.className}`;
  const found = [...document.querySelectorAll(WORKED)]
    .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.disabled && e.getAttribute('aria-disabled') !== 'true')
    .filter((e, i, all) => all.findIndex(other => kind(other) === kind(e)) === i);

  /** What is seen: the value that is said, and every picture. */
  const seen = e => [e.value, e.ariaValueNow, e.ariaValueText, ...(e.getAttribute('role') !== 'application' ? [] :
    [...document.querySelectorAll('main canvas')].filter(canvas => canvas.width > 0 && canvas.checkVisibility()).map(canvas => {
      let hash = 7;
      for (const value of new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer)) {
        hash = Math.imul(hash, 31) + value | 0;
      }
      return hash;
    }))].join();

  /** A pen is put down, led and lifted; a slider goes where there is room. */
  const keys = e => e.matches('canvas.surface') ? ['Space', 'ArrowDown', 'ArrowDown', 'ArrowRight', 'Space']
    : [e.max && Number(e.value) >= Number(e.max) ? 'ArrowLeft' : 'ArrowRight'];

  let now;
  window.figures = {
    all: () => found.map((e, i) => ({place: i, name: kind(e).trim(), keys: keys(e)})),
    /** Its middle in the window's pixels, and its size; what is seen is kept. */
    look(place) {
      const e = found[place];
      const box = (e.querySelector('.grip') ?? e.querySelector('.track') ?? e).getBoundingClientRect();
      if (box.top < 60 || box.bottom > innerHeight - 60) e.scrollIntoView({block: 'center', behavior: 'instant'});
      now = seen(e);
      const {left, top, width, height} = (e.querySelector('.grip') ?? e.querySelector('.track') ?? e).getBoundingClientRect();
      return [left, top, width, height];
    },
    focus: place => found[place].focus({preventScroll: true}),
    isOther: place => seen(found[place]) !== now,
    /** Where a finger that goes up scrolls the page although a figure hears it: on the first thing with touch-action pan-y. */
    scrollers: () => [...document.querySelectorAll('.bar, svg.plane:not([data-led]), #sheet')].filter(e => e.checkVisibility()).slice(0, 1)
      .map(e => { e.scrollIntoView({block: 'center', behavior: 'instant'}); const b = e.getBoundingClientRect(); return [b.left + 8, b.top + b.height / 2]; }),
  };
})();
