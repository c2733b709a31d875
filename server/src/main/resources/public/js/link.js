// What stands behind the # of the page's address, key=value&key=value: all that a link to this view carries. Each module
// has keys of its own and leaves the others' alone. None of it is sent to the server.

addEventListener('hashchange', () => location.reload()); // another link to this page was opened

/** The value of a key; '' when the link has none. */
export function read(key) {
  return entries().get(key) ?? '';
}

/** Sets values, {key: value, …}; an empty one, the default, is left out of the link. */
export function write(changes) {
  const all = entries();
  Object.entries(changes).forEach(([key, value]) => all.set(key, value));
  history.replaceState(null, '', location.pathname + location.search + text(all));
}

/** This view's address with other values in its link. */
export function address(changes) {
  dispatchEvent(new Event('linkwanted')); // what is still to be written is written now
  const all = entries();
  Object.entries(changes).forEach(([key, value]) => all.set(key, value));
  return location.origin + location.pathname + location.search + text(all);
}

/** Keeps how controls stand in the link, each under its id: a <select>, a checkbox or a field. */
export function remember(...controls) {
  for (const control of controls) {
    const byDefault = standing(control);
    const linked = read(control.id);
    if (linked !== '' && (!control.options || [...control.options].some(option => option.value === linked))) {
      stand(control, linked);
    }
    control.addEventListener('change', () => write({[control.id]: standing(control) === byDefault ? '' : standing(control)}));
  }
}

function standing(control) {
  return control.type === 'checkbox' ? (control.checked ? 'on' : 'off') : control.value;
}

function stand(control, value) {
  if (control.type === 'checkbox') {
    control.checked = value === 'on';
  } else {
    control.value = value;
  }
}

function entries() {
  return new Map(location.hash.slice(1).split('&').filter(part => part.includes('=')).map(part => {
    const equals = part.indexOf('=');
    return [part.slice(0, equals), decoded(part.slice(equals + 1))];
  }));
}

function decoded(value) {
  try {
    return decodeURIComponent(value);
  } catch {
    return ''; // no value that we have written
  }
}

function text(all) {
  const parts = [...all].filter(([, value]) => value !== '')
    .map(([key, value]) => `${key}=${encodeURIComponent(value).replaceAll('%2C', ',').replaceAll('%3A', ':')}`);
  return parts.length > 0 ? `#${parts.join('&')}` : '';
}
