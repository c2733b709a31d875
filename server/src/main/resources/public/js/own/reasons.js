// What is wrong with a model file, in the page's language: what reads files is the public API, which speaks English.
const SENTENCES = [
  sentence('{0} is not a usable weights file: at byte {1}: {2}'),
  sentence('{0} does not hold a model: at byte {1}: {2}'),
  sentence('The encoder (c={0}, d={1}) and the decoder (c={2}, d={3}) do not belong together.'),
  sentence('the file ends in the header\'s length, which takes 8 bytes'),
  sentence('the header\'s length is {0} in a file of {1} bytes'),
  sentence('the header\'s JSON is broken: {0}'),
  sentence('the file ends within tensor {0}, which needs {1} bytes more'),
  sentence('{0} bytes follow the last tensor'),
  sentence('tensor {0} is missing'),
  sentence('tensor {0} has shape {1}, expected {2}'),
  sentence('tensor {0} has dtype {1}, expected F32 or F16'),
  sentence('tensor {0} has {1} bytes, its shape does not'),
  sentence('tensor {0} starts at {1} of the data, expected {2}'),
  sentence('tensor {0} needs a dtype, a shape and two ascending data_offsets'),
];

/** The same; what is none of the sentences stays as it is. */
export function inWords(message) {
  for (const {english, pattern} of SENTENCES) {
    const found = pattern.exec(message);
    if (found) {
      return translated(english, ...found.slice(1).map(inWords));
    }
  }
  return message;
}

function sentence(english) {
  const pattern = english.replace(/[.()]/g, '\\$&').replace(/\{\d\}/g, '(.+?)');
  return {english, pattern: new RegExp(`^${pattern}$`, 's')};
}
