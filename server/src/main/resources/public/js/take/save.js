// Offers something made in the page as a file.

/** @param content text or bytes */
export function save(name, content, type) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], {type}));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // some browsers read it a little later
}

/** The model's id, as a part of a file's name. */
export function model() {
  return document.getElementById('model').value.replace(/[^\w.-]/g, '-') || 'no-model';
}
