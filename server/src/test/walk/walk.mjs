// What a newcomer sees in the first 30 seconds on a phone and on a laptop, as screenshots of a running server.
//
//   cp -r server/src/test/walk FOLDER && cd FOLDER && npm install
//   CHROME_PATH=/usr/bin/chromium node walk.mjs [--site http://127.0.0.1:8080] [--into screenshots]
//
// README.md beside this file says what was seen and what was changed because of it.
import {mkdirSync} from 'node:fs';
import {chromium} from 'playwright-core';

const option = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : process.argv[at + 1];
};
const site = option('site', 'http://127.0.0.1:8080').replace(/\/$/, '');
const into = option('into', 'screenshots');
const WINDOWS = {
  phone: {viewport: {width: 390, height: 844}, deviceScaleFactor: 2, hasTouch: true, isMobile: true},
  laptop: {viewport: {width: 1280, height: 800}},
};
const SEVEN = [[0.28, 0.22], [0.5, 0.21], [0.72, 0.2], [0.62, 0.42], [0.52, 0.62], [0.46, 0.84]];

mkdirSync(into, {recursive: true});
const browser = await chromium.launch({executablePath: process.env.CHROME_PATH, args: ['--no-sandbox', '--disable-gpu']});
for (const [name, window] of Object.entries(WINDOWS)) {
  for (const colorScheme of ['light', 'dark']) {
    await walk(`${name}-${colorScheme}`, {...window, colorScheme});
  }
}
await browser.close();

async function walk(name, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  let step = 0;
  const see = async what => {
    await page.screenshot({path: `${into}/${name}-${++step}-${what}.jpg`, type: 'jpeg', quality: 70});
    console.log(`${name} ${step} ${what}`);
  };
  await page.goto(`${site}/`, {waitUntil: 'commit'});
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
  await see('first-paint');
  await page.waitForTimeout(3000);
  await see('after-three-seconds');
  await draw(page);
  await see('own-digit');
  await page.locator('.bar').nth(4).scrollIntoViewIfNeeded();
  await drag(page, page.locator('.bar').nth(4).locator('.track'));
  await see('a-number-dragged');
  await page.locator('nav a').nth(1).click();
  await page.waitForTimeout(1500);
  await see('interpolate');
  await page.getByRole('link', {name: 'Study', exact: true}).click();
  await page.waitForLoadState();
  await see('study');
  await context.close();
}

async function draw(page) {
  const surface = page.locator('canvas.surface').first();
  await surface.scrollIntoViewIfNeeded();
  const box = await surface.boundingBox();
  for (const [i, [x, y]] of SEVEN.entries()) {
    await page.mouse.move(box.x + x * box.width, box.y + y * box.height, {steps: 4});
    if (i === 0) {
      await page.mouse.down();
    }
  }
  await page.mouse.up();
  await page.waitForTimeout(300);
}

async function drag(page, track) {
  const box = await track.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.9 * box.width, box.y + box.height / 2, {steps: 5});
  await page.mouse.up();
  await page.waitForTimeout(300);
}
