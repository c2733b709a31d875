// Strokes as a link carries them: two characters of 64 for a coordinate, x before y, a dot between strokes.
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const GRID = 4095; // places from one side of the surface to the other

/** [[[x, y], …], …] with positions from 0 to 1 → text */
export function write(strokes) {
  const coordinate = value => {
    const place = Math.round(value * GRID);
    return DIGITS[place >> 6] + DIGITS[place & 63];
  };
  return strokes.map(stroke => stroke.flat().map(coordinate).join('')).join('.');
}

/** text → [[[x, y], …], …] */
export function read(text) {
  const coordinate = (stroke, at) => (DIGITS.indexOf(stroke[at]) << 6 | DIGITS.indexOf(stroke[at + 1])) / GRID;
  return text.split('.').map(stroke =>
    Array.from({length: stroke.length / 4}, (_, i) => [coordinate(stroke, 4 * i), coordinate(stroke, 4 * i + 2)]));
}
