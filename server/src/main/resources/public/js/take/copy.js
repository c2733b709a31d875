// The clipboard, and what to do where there is none.

/** Copies a text, and says so in the button's section. */
export async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch { // the browser may not let pages do that, or the page came over plain HTTP
    offer(text, button);
    return;
  }
  say(button, translated('Copied.'));
}

/** Says something in the status line of a button's section. */
export function say(button, message) {
  const status = statusOf(button);
  status.textContent = '';
  requestAnimationFrame(() => { status.textContent = message; }); // the same words are heard again, too
}

function statusOf(button) {
  return button.closest('section, form').querySelector('[role=status]');
}

function offer(text, button) {
  const field = document.createElement('textarea');
  field.readOnly = true;
  field.ariaLabel = translated('To be copied');
  field.value = text;
  const status = statusOf(button);
  status.replaceChildren(`${translated('Copy it from here:')} `, field);
  field.select();
}
