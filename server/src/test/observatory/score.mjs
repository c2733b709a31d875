// Scores every page of a running server as the MDN HTTP Observatory would behind a proxy that speaks HTTPS and leads
// there from HTTP, without the internet: the server must trust this machine's address (--trusted-proxies 127.0.0.1).
//   npm install --ignore-scripts && node score.mjs http://127.0.0.1:8080
import {existsSync, mkdirSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import {pathToFileURL} from 'node:url';

const url = process.argv[2] ?? 'http://127.0.0.1:8080';
const scorer = path.dirname(createRequire(import.meta.url).resolve('@mdn/mdn-http-observatory'));
const conf = path.join(scorer, '..', 'conf');
// lists that only concern names of sites, which this machine's is not
for (const list of ['hsts-preload.json', 'tld-list.json']) {
  if (!existsSync(path.join(conf, list))) {
    mkdirSync(conf, {recursive: true});
    writeFileSync(path.join(conf, list), list.startsWith('tld') ? '[]' : '{}');
  }
}
const load = file => import(pathToFileURL(path.join(scorer, file)));
const [{ALL_TESTS}, {getGradeForScore, getScoreModifier}, {MINIMUM_SCORE_FOR_EXTRA_CREDIT}, {Requests}, {parseHttpEquivHeaders}, {CookieJar}] =
  await Promise.all([load('constants.js'), load('grader/grader.js'), load('grader/charts.js'), load('types.js'), load('retriever/utils.js'),
    import('tough-cookie')]);

async function get(page, method = 'GET', more = {}) {
  const response = await fetch(url + page, {method, headers: {Accept: 'text/html', 'X-Forwarded-Proto': 'https', ...more}});
  const headers = Object.fromEntries(response.headers);
  return {status: response.status, headers, data: await response.text(), verified: true, request: {}, config: {}};
}

function score(page, answer, cors) {
  const site = new URL('https://latent-lab.example' + page);
  const requests = new Requests(site.hostname);
  const redirects = [{url: new URL('http://latent-lab.example' + page), status: 301}, {url: site, status: answer.status}];
  Object.assign(requests.responses, {auto: answer, http: answer, https: answer, cors, httpRedirects: redirects, httpsRedirects: redirects});
  requests.resources.path = answer.data;
  requests.session = {url: site, jar: new CookieJar(), response: answer, redirectHistory: redirects};
  answer.httpEquiv = parseHttpEquivHeaders(answer.data, site.href);
  let all = 100, uncurved = 100;
  const lost = [];
  for (const test of ALL_TESTS) {
    const {result, pass} = test(requests);
    const modifier = result ? getScoreModifier(result) : 0;
    all += modifier;
    uncurved += Math.min(0, modifier);
    if (!pass) lost.push(result);
  }
  return {...getGradeForScore(uncurved >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? all : uncurved), lost};
}

const start = await get('/');
// all pages that do not depend on what there is, in every language
const kept = JSON.parse((await get('/service-worker.js')).data.match(/const PAGES = (\{.*?\});/)[1]);
const linked = [...start.data.matchAll(/<a [^>]*href="\.\/([^"#?]*)"/g)].map(match => '/' + match[1]);
const list = async what => (await fetch(`${url}/api/v1/${what}`)).json();
const models = (await list('models')).flatMap(({id}) => ['/models/' + id, '/runs/' + id]);
const studies = (await list('studies')).flatMap(({study, presets}) => ['', ...presets.map(preset => '/' + preset)].map(end => '/studies/' + study + end));
const pages = [...new Set(['/', '/interpolate', '/models', '/runs', '/studies', '/benchmark', '/api', '/nothing', ...linked,
  ...Object.values(kept).flat().map(page => '/' + page.replace('./', '')), ...models, ...studies])];
let lowest = {score: Infinity};
for (const page of pages) {
  const answer = await get(page);
  if (answer.status !== (page === '/nothing' ? 404 : 200)) throw new Error(`${page} answers ${answer.status}`);
  const cors = await get(page, 'OPTIONS', {Origin: 'https://elsewhere.example', 'Access-Control-Request-Method': 'GET'});
  const {score: points, grade, lost} = score(page, answer, cors);
  console.log(page, points, grade, lost.join(' '));
  if (points < lowest.score) lowest = {score: points, grade, page};
}
console.log(`${pages.length} pages, at least ${lowest.score}, ${lowest.grade}`);
process.exit(lowest.score >= 130 ? 0 : 1);
