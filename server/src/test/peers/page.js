// Runs in the page: builds the engines, compares their numbers and times them in turns.
import {open} from '/js/latent-lab.js';
import * as ort from 'onnxruntime-web';
import {tfjsDecoder, tfjsEncoder} from './tfjs.js';

const BLOCK_MILLISECONDS = 25;
const WARM_UP_MILLISECONDS = 300;

ort.env.wasm.wasmPaths = new URL('node_modules/onnxruntime-web/dist/', import.meta.url).href;
ort.env.wasm.numThreads = 1;

/** Times encoding a test image and decoding its code. */
window.compare = async (id, rounds) => {
  const url = `/api/v1/models/${id}`;
  const tensors = {...await safetensors(`${url}/encoder.safetensors`), ...await safetensors(`${url}/decoder.safetensors`)};
  const [image] = await (await fetch('/api/v1/datasets/mnist/test?count=1')).json();
  const pixels = Float32Array.from(image.pixels);
  const simd = await open(url, {kernel: 'simd'});
  const java = await open(url, {kernel: 'java'});
  const layered = await open(url, {kernel: 'simd', graph: 'layered'});
  const code = java.encode(pixels);
  return [
    await measure('encode', pixels, rounds, {
      'Latent Lab, SIMD': x => simd.encode(x),
      'Latent Lab, plain Java': x => java.encode(x),
      'onnxruntime-web': await onnx(`${url}/encoder.onnx`, [1, 1, 28, 28]),
      tfjs: await tfjsEncoder(tensors)
    }),
    await measure('decode', code, rounds, {
      'Latent Lab, SIMD': z => simd.decode(z),
      'Latent Lab, plain Java': z => java.decode(z),
      'Latent Lab, SIMD, layered': z => layered.decode(z),
      'onnxruntime-web': await onnx(`${url}/decoder.onnx`, [1, code.length]),
      tfjs: await tfjsDecoder(tensors)
    })
  ];
};

async function measure(what, input, rounds, runs) {
  const expected = Float32Array.from(await runs['Latent Lab, plain Java'](input));
  const engines = {};
  for (const [name, run] of Object.entries(runs)) {
    const result = Float32Array.from(await run(input));
    const difference = result.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i])), 0);
    let count = 0;
    for (const begin = performance.now(); performance.now() - begin < WARM_UP_MILLISECONDS; count++) {
      await run(input);
    }
    engines[name] = {run, difference, repeats: Math.max(1, Math.round(count * BLOCK_MILLISECONDS / WARM_UP_MILLISECONDS)), blocks: []};
  }
  for (let round = 0; round < rounds; round++) {
    for (const engine of Object.values(engines)) {
      const begin = performance.now();
      for (let i = 0; i < engine.repeats; i++) {
        const answer = engine.run(input);
        if (answer instanceof Promise) {
          await answer;
        }
      }
      engine.blocks.push((performance.now() - begin) / engine.repeats);
    }
  }
  return {
    what,
    engines: Object.fromEntries(Object.entries(engines).map(([name, {difference, blocks}]) =>
      [name, {milliseconds: blocks.sort((a, b) => a - b)[blocks.length >> 1], difference}]))
  };
}

async function onnx(url, shape) {
  const file = new Uint8Array(await (await fetch(url)).arrayBuffer());
  const session = await ort.InferenceSession.create(file, {executionProviders: ['wasm']});
  const [input] = session.inputNames;
  const [output] = session.outputNames;
  return async values => (await session.run({[input]: new ort.Tensor('float32', values, shape)}))[output].data;
}

/** Name → {shape, data} of a float32 file: eight bytes with the header's length, the header as JSON, the numbers. */
async function safetensors(url) {
  const file = await (await fetch(url)).arrayBuffer();
  const length = Number(new DataView(file).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(file, 8, length)));
  delete header.__metadata__;
  return Object.fromEntries(Object.entries(header).map(([name, {shape, data_offsets: [from, to]}]) =>
    [name, {shape, data: new Float32Array(file.slice(8 + length + from, 8 + length + to))}]));
}
