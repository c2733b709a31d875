// Lighthouse's scores of every page of a running server, on a desktop and on a phone.
//
//   cp -r server/src/test/lighthouse FOLDER && cd FOLDER && npm install
//   CHROME_PATH=/usr/bin/chromium node run.mjs [--site http://127.0.0.1:8080] [--runs 3] [--preset desktop|mobile]
//
// Prints the median of the runs. Exit code 1 when a page falls short of 100 for accessibility, or on the desktop of 95 for the
// rest, with what Lighthouse minds.
import {launch} from 'chrome-launcher';
import lighthouse, {desktopConfig} from 'lighthouse';

const PAGES = ['', 'interpolate', 'map', 'mix', 'models', 'studies', 'studies/latent-dimension', 'studies/channel-capacity', 'studies/interpolation', 'studies/correlation', 'studies/transfer', 'learn', 'learn/autoencoder', 'learn/affine-maps', 'learn/stopping', 'learn/stationary-points', 'learn/angles', 'learn/chain-rule', 'runs', 'runs/mnist-c32-d15-s0', 'models/mnist-c32-d15-s0', 'benchmark', 'api', 'offline', 'nothing-here', 'de/', 'de/map'];
const CATEGORIES = ['performance', 'accessibility', 'best-practices'];
const METRICS = {FCP: 'first-contentful-paint', LCP: 'largest-contentful-paint', TBT: 'total-blocking-time', CLS: 'cumulative-layout-shift'};
const LEAST = {performance: 95, accessibility: 100, 'best-practices': 95};

const option = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : process.argv[at + 1];
};
const site = option('site', 'http://127.0.0.1:8080').replace(/\/$/, '');
const runs = Number(option('runs', '3'));
const presets = option('preset') ? [option('preset')] : ['desktop', 'mobile'];
const median = values => [...values].sort((a, b) => a - b)[values.length >> 1];

async function audit(url, preset) {
  const chrome = await launch({chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run']});
  try {
    // an error page answers with an error's status, which Lighthouse else refuses to look at
    const flags = {port: chrome.port, onlyCategories: CATEGORIES, logLevel: 'error', ignoreStatusCode: true};
    return (await lighthouse(url, flags, preset === 'desktop' ? desktopConfig : undefined)).lhr;
  } finally {
    chrome.kill();
  }
}

let short = false;
console.log(`| page | preset | ${CATEGORIES.join(' | ')} | ${Object.keys(METRICS).join(' | ')} |`);
console.log(`|---|---|${'---|'.repeat(CATEGORIES.length + Object.keys(METRICS).length)}`);
for (const preset of presets) {
  for (const page of PAGES) {
    const reports = [];
    for (let i = 0; i < runs; i++) {
      reports.push(await audit(`${site}/${page}`, preset));
    }
    const scores = CATEGORIES.map(id => median(reports.map(report => Math.round(100 * report.categories[id].score))));
    const metrics = Object.values(METRICS).map(id => median(reports.map(report => report.audits[id].numericValue)));
    const texts = metrics.map((value, i) => (value === undefined ? 'none' : i === 3 ? value.toFixed(3) : `${Math.round(value)} ms`));
    console.log(`| /${page} | ${preset} | ${scores.join(' | ')} | ${texts.join(' | ')} |`);
    short ||= CATEGORIES.some((id, i) => scores[i] < LEAST[id] && (preset === 'desktop' || id === 'accessibility'));
    explain(reports[0]);
  }
}
process.exit(short ? 1 : 0);

/** What a report's score was lowered by, on stderr. */
function explain(report) {
  for (const id of CATEGORIES) {
    for (const {id: audit, weight} of report.categories[id].auditRefs) {
      const {score, title, displayValue = ''} = report.audits[audit];
      if (weight > 0 && score !== null && score < 0.9) {
        console.error(`    ${id}: ${title} ${displayValue}`);
      }
    }
  }
}
