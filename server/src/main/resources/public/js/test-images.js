// Test images, which come by the hundred.
const PIXELS = 784;
const root = new URL('..', import.meta.url);
const hundreds = new Map(); // by address: promises of their bytes

/** A test image: its digit, and its pixels from 0, black, to 1, white. Rejected when it can't be had. */
export async function testImage(dataset, index) {
  const address = new URL(`api/v1/datasets/${dataset}/test/hundreds/${Math.floor(index / 100)}`, root).href;
  if (!hundreds.has(address)) {
    const bytes = fetchBytes(address);
    bytes.catch(() => hundreds.delete(address)); // asked for again, it is fetched again
    hundreds.set(address, bytes);
  }
  const bytes = await hundreds.get(address);
  const count = bytes.length / (PIXELS + 1); // the labels follow the pixels
  const place = index % 100;
  return {
    digit: bytes[count * PIXELS + place],
    pixels: Array.from(bytes.subarray(place * PIXELS, (place + 1) * PIXELS), grey => grey / 255),
  };
}

async function fetchBytes(address) {
  const response = await fetch(address);
  if (!response.ok) {
    throw new Error(translated('The server answered {0}.', response.status));
  }
  return new Uint8Array(await response.arrayBuffer());
}
