/* What a page's controls must do, looked at from within the page. Read by the tests alone. */
(() => {
  const NATIVE = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
  const CONTROLS = `${NATIVE}, [role=button], [role=slider], [role=application], [role=gridcell]`;
  const WIDGETS = `${CONTROLS}, [tabindex]`;
  /** Within these, one place is reached by Tab and the others by arrow keys. */
  const COMPOSITES = '[role=grid], [role=toolbar], [role=radiogroup], [role=listbox], [role=tablist]';
  const shown = e => e.checkVisibility({visibilityProperty: true}) && !e.closest('[inert]');
  const works = e => shown(e) && !e.disabled;
  const name = e => `${e.localName}${e.id ? `#${e.id}` : ''}${e.className?.baseVal ?? (e.className && `.${e.className}`) ?? ''} “${(e.ariaLabel ?? e.textContent).trim().slice(0, 30)}”`;

  /** Of radio buttons that belong together Tab comes to one. */
  const isStop = e => e.tabIndex >= 0
    && !(e.type === 'radio' && !e.checked && [...document.getElementsByName(e.name)].some(one => one.checked && one.form === e.form));
  /** While a dialog is open, nothing else can be used. */
  const all = () => [...(document.querySelector('dialog[open]') ?? document).querySelectorAll(WIDGETS)].filter(works);
  const stops = () => all().filter(isStop);

  /** What a control looks like, with what may be framed in its place. */
  const look = e => [e, e.closest('label.file'), ...e.querySelectorAll('.grip')].filter(Boolean).map(one => {
    const style = getComputedStyle(one);
    return {
      outline: style.outlineStyle === 'none' ? '' : `${style.outlineStyle} ${style.outlineWidth} ${style.outlineColor}`,
      shadow: style.boxShadow === 'none' ? '' : style.boxShadow,
      stroke: one.matches('.grip') && style.stroke !== 'none' ? style.stroke : '',
    };
  });

  const rgba = text => {
    const numbers = text.match(/[\d.]+(e-\d+)?/g).map(Number);
    return text.startsWith('color(') ? [...numbers.slice(0, 3).map(v => 255 * v), numbers[3] ?? 1] : [...numbers.slice(0, 3), numbers[3] ?? 1];
  };
  const luminance = colour => {
    const [r, g, b] = colour.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  /** The colour behind an element. */
  const ground = e => {
    for (let at = e.parentElement; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] === 1) return colour.slice(0, 3);
    }
    return matchMedia('(prefers-color-scheme: dark)').matches ? [0, 0, 0] : [255, 255, 255];
  };

  /** What is wrong with the way in which the focus is shown; empty where nothing is. */
  const wrongWithFocus = (e, before, now) => {
    const marks = now.flatMap((one, i) => ['outline', 'shadow', 'stroke']
      .filter(what => one[what] && one[what] !== before[i][what]).map(what => one[what]));
    if (marks.length === 0) return 'does not show that it has the focus';
    const best = Math.max(...marks.map(mark => {
      const text = mark.match(/(rgba?|color|oklab)\([^)]*\)/)?.[0];
      if (!text) return 0;
      const colour = rgba(text), behind = ground(e);
      return contrast(colour.slice(0, 3).map((v, i) => colour[3] * v + (1 - colour[3]) * behind[i]), behind);
    }));
    return best < 3 ? `shows its focus with a contrast of ${best.toFixed(2)} only, by ${marks}` : '';
  };

  /** A box in which a finger hits a control: with its label, which does the same. */
  const target = e => {
    const boxes = [e, ...(e.labels ?? [])].filter(one => shown(one)).map(one => (one.querySelector?.('.grip') ?? one).getBoundingClientRect());
    return {
      left: Math.min(...boxes.map(b => b.left)), right: Math.max(...boxes.map(b => b.right)),
      top: Math.min(...boxes.map(b => b.top)), bottom: Math.max(...boxes.map(b => b.bottom)),
    };
  };
  /** A link within a sentence, whose height is the line's (WCAG 2.2, 2.5.8, inline). */
  const isInline = e => e.localName === 'a' && getComputedStyle(e).display === 'inline'
    && [...e.parentElement.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());

  /** WCAG 2.2, 2.5.8: 24 by 24 CSS px, or a circle of that diameter that no other target, nor its circle, comes into. */
  const tooSmall = () => {
    const targets = all().filter(e => !e.closest(COMPOSITES + ' td')).map(e => ({e, box: target(e)}))
      .map(one => ({...one, x: (one.box.left + one.box.right) / 2, y: (one.box.top + one.box.bottom) / 2,
        small: one.box.right - one.box.left < 23.99 || one.box.bottom - one.box.top < 23.99}));
    return targets.filter(one => one.small && !isInline(one.e) && targets.some(other => {
      if (other === one || other.e.contains(one.e) || one.e.contains(other.e)) return false;
      if (other.small && Math.hypot(one.x - other.x, one.y - other.y) < 23.99) return true;
      const dx = Math.max(other.box.left - one.x, 0, one.x - other.box.right);
      const dy = Math.max(other.box.top - one.y, 0, one.y - other.box.bottom);
      return Math.hypot(dx, dy) < 11.99;
    })).map(({e, box}) => `${name(e)} is ${(box.right - box.left).toFixed(1)} by ${(box.bottom - box.top).toFixed(1)}`);
  };

  const said = e => (e.ariaLabel
    || (e.getAttribute('aria-labelledby') ?? '').split(' ').map(id => document.getElementById(id)?.textContent ?? '').join(' ').trim()
    || [...(e.labels ?? [])].map(one => one.textContent).join(' ').trim() || e.textContent.trim() || e.title);

  let expected, before, visited, wrong;
  const heard = event => {
    if (event.key !== 'Tab') return;
    const e = document.activeElement;
    visited.push(e);
    const place = expected.indexOf(e);
    if (place < 0) return;
    const trouble = wrongWithFocus(e, before[place], look(e));
    if (trouble) wrong.push(`${name(e)} ${trouble}`);
    const box = (e.closest('label.file') ?? e.querySelector('.grip') ?? e).getBoundingClientRect();
    const top = document.elementFromPoint(
      Math.min(Math.max((box.left + box.right) / 2, 1), innerWidth - 1), Math.min(Math.max((box.top + box.bottom) / 2, 1), innerHeight - 1));
    if (box.bottom < 1 || box.top > innerHeight - 1 || top?.closest('#notice, .network')) wrong.push(`${name(e)} has the focus out of sight`);
  };

  window.controls = {
    tooSmall,
    nameless: () => all().filter(e => !said(e)).map(e => e.outerHTML),
    /** Begins to listen to Tab, and says how often it is to be pressed. */
    begin() {
      document.activeElement?.blur();
      expected = stops();
      before = expected.map(look);
      visited = [];
      wrong = [];
      addEventListener('keyup', heard, true);
      return expected.length;
    },
    /** Whether Tab has come to a control for the second time. */
    isRound: () => visited.some((e, i) => expected.includes(e) && visited.indexOf(e) < i),
    /** What is wrong after Tab was pressed so often. */
    end() {
      removeEventListener('keyup', heard, true);
      const late = stops(); // some come while one goes round, such as what a computation has to show
      const extra = visited.filter(e => e !== document.body && !expected.includes(e) && !late.includes(e));
      for (const e of new Set(extra)) {
        if (e.scrollWidth <= e.clientWidth && e.scrollHeight <= e.clientHeight) wrong.push(`${name(e)} is no control, and Tab comes to it`);
      }
      // once round, from wherever Tab began
      const found = visited.filter(e => expected.includes(e));
      const around = found.indexOf(found[0], 1);
      const reached = around < 0 ? found : found.slice(0, around);
      const missed = expected.filter(e => !reached.includes(e) && late.includes(e));
      for (const e of missed) wrong.push(`${name(e)} is not reached by Tab`);
      const places = reached.map(e => expected.indexOf(e));
      const first = places.indexOf(Math.min(...places));
      const order = [...reached.slice(first), ...reached.slice(0, first)];
      order.forEach((e, i) => {
        if (i > 0 && expected.indexOf(e) < expected.indexOf(order[i - 1])) wrong.push(`${name(e)} comes after ${name(order[i - 1])}`);
      });
      for (const e of all().filter(e => e.matches(CONTROLS))) {
        if (!isStop(e) && e.type !== 'radio' && !stops().some(stop => e.closest(COMPOSITES)?.contains(stop))) wrong.push(`${name(e)} is out of Tab’s way`);
      }
      return wrong;
    },
  };
})();
