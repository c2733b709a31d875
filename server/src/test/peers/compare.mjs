// The client beside onnxruntime-web and tfjs (WebAssembly with SIMD, one thread each), on the same weights in one page.
//
//   cp -r server/src/test/peers FOLDER && cd FOLDER && npm install
//   node compare.mjs [--site http://127.0.0.1:8080] [--models mnist-c32-d15-s0,mnist-c128-d15-s0] [--rounds 20]
//                    [--chromium /usr/bin/chromium]
//
// Prints a table: medians of interleaved blocks in milliseconds, and how many times longer each peer takes. Both peers
// run the layered graph; the client's decoder runs folded, and layered for comparison. Exit code 1 when any engine's
// numbers differ from the client's plain Java ones by more than 1e-4.
import http from 'node:http';
import {createReadStream, existsSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {chromium} from 'playwright-core';

const FOLDER = path.dirname(fileURLToPath(import.meta.url));
const TYPES = {'.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm'};
const LARGEST_DIFFERENCE = 1e-4;

const option = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : process.argv[at + 1];
};
const site = option('site', 'http://127.0.0.1:8080').replace(/\/$/, '');

// a page of one origin: this folder under /peers/, everything else from the site; isolated, for a finer clock
const server = http.createServer(async (request, response) => {
  const headers = {'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp'};
  if (request.url.startsWith('/peers/')) {
    const file = path.join(FOLDER, path.normalize(new URL(request.url, site).pathname.slice('/peers'.length)));
    if (!existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {...headers, 'Content-Type': TYPES[path.extname(file)] ?? 'application/octet-stream'});
    createReadStream(file).pipe(response);
    return;
  }
  const answer = await fetch(site + request.url).catch(error => new Response(String(error), {status: 502}));
  response.writeHead(answer.status, {...headers, 'Content-Type': answer.headers.get('Content-Type') ?? 'text/plain'});
  response.end(Buffer.from(await answer.arrayBuffer()));
});
await new Promise(listening => server.listen(0, '127.0.0.1', listening));

const browser = await chromium.launch({
  executablePath: option('chromium', '/usr/bin/chromium'),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update']
});
let failed = false;
try {
  const page = await browser.newPage();
  page.on('pageerror', error => console.error(error.message));
  await page.goto(`http://127.0.0.1:${server.address().port}/peers/page.html`);
  await page.waitForFunction(() => window.compare);
  console.log('| model | what | engine | ms | onnxruntime-web takes | tfjs takes | largest difference |');
  console.log('|---|---|---|---|---|---|---|');
  for (const model of option('models', 'mnist-c32-d15-s0,mnist-c128-d15-s0').split(',')) {
    const results = await page.evaluate(([id, rounds]) => window.compare(id, rounds), [model, Number(option('rounds', '20'))]);
    for (const {what, engines} of results) {
      for (const [engine, {milliseconds, difference}] of Object.entries(engines)) {
        const times = peer => (engine === peer ? '' : `${(engines[peer].milliseconds / milliseconds).toFixed(1)}×`);
        console.log(`| ${model} | ${what} | ${engine} | ${milliseconds.toFixed(4)} | ${times('onnxruntime-web')} | ${times('tfjs')} `
          + `| ${difference.toExponential(1)} |`);
        failed ||= !(difference <= LARGEST_DIFFERENCE);
      }
    }
  }
} finally {
  await browser.close();
  server.close();
}
process.exit(failed ? 1 : 0);
