// Finding rows by words.

/** Whether a text has every word that is searched for; a word with = has to be there as it is, so that d=1 is not d=15. */
export function matches(text, query) {
  const words = text.toLowerCase().split(/\s+/);
  return query.toLowerCase().split(/\s+/).filter(Boolean)
    .every(word => words.includes(word) || !word.includes('=') && text.toLowerCase().includes(word));
}
