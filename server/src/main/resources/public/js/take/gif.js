// Writes animated GIFs (GIF89a) of grey pictures. 256 greys are all that a picture of ours has, so none is rounded.
const CLEAR = 256; // the decoder forgets its table
const END = 257;
const FIRST_FREE = 258;
const TABLE = 4096; // codes have at most 12 bits

/**
 * An animation that begins again when it is over.
 *
 * @param frames {pixels: width·height bytes, hold: hundredths of a second}
 * @return the file's bytes
 */
export function gif(frames, width, height) {
  const file = [];
  const word = value => [value & 255, value >> 8];
  file.push(...text('GIF89a'), ...word(width), ...word(height), 0xf7, 0, 0); // a palette of 256 colours follows
  for (let grey = 0; grey < 256; grey++) {
    file.push(grey, grey, grey);
  }
  file.push(0x21, 0xff, 11, ...text('NETSCAPE2.0'), 3, 1, 0, 0, 0); // for ever
  for (const {pixels, hold} of frames) {
    file.push(0x21, 0xf9, 4, 0, ...word(hold), 0, 0);
    file.push(0x2c, 0, 0, 0, 0, ...word(width), ...word(height), 0);
    file.push(8); // bits of a pixel
    const data = compressed(pixels);
    for (let at = 0; at < data.length; at += 255) {
      const block = data.slice(at, at + 255);
      file.push(block.length, ...block);
    }
    file.push(0);
  }
  file.push(0x3b);
  return Uint8Array.from(file);
}

function text(letters) {
  return [...letters].map(letter => letter.charCodeAt(0));
}

/** Lempel, Ziv and Welch's codes, lowest bit first. */
function compressed(pixels) {
  const bytes = [];
  let bits = 0;
  let waiting = 0; // bits
  let size = 9; // bits of a code
  const put = code => {
    bits |= code << waiting;
    for (waiting += size; waiting >= 8; waiting -= 8) {
      bytes.push(bits & 255);
      bits >>>= 8;
    }
  };
  const longer = new Uint16Array(TABLE << 8); // the code of a known run and one pixel more; 0 for none
  let free = FIRST_FREE;
  let run = pixels[0];
  put(CLEAR);
  for (const pixel of pixels.subarray(1)) {
    const place = run << 8 | pixel;
    if (longer[place] > 0) {
      run = longer[place];
      continue;
    }
    put(run);
    if (free < TABLE) {
      size += free === 1 << size;
      longer[place] = free++;
    } else {
      put(CLEAR);
      longer.fill(0);
      free = FIRST_FREE;
      size = 9;
    }
    run = pixel;
  }
  put(run);
  put(END);
  if (waiting > 0) {
    bytes.push(bits & 255);
  }
  return bytes;
}
