// The study's network in tfjs, whose pictures have their channels last.
/* global tf */
tf.wasm.setWasmPaths(new URL('node_modules/@tensorflow/tfjs-backend-wasm/dist/', import.meta.url).href);
tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false); // one thread, as the others
if (!await tf.setBackend('wasm')) {
  throw new Error('tfjs has no WebAssembly backend in this browser');
}

const CELLS = 49;

/** E: 784 pixels to d numbers. */
export function tfjsEncoder(tensors) {
  const [conv1, conv2] = [convolution(tensors, 'encoder.conv1'), convolution(tensors, 'encoder.conv2')];
  const {shape: [d], data: bias} = tensors['encoder.fc.bias'];
  const channels = conv2.bias.size;
  const linear = tf.tidy(() => channelsLast(tensors['encoder.fc.weight'].data, [d, channels, CELLS], [2, 1, 0], [CELLS * channels, d]));
  const layer = (x, {filter, bias: b}) =>
    tf.fused.conv2d({x, filter, bias: b, strides: 2, pad: 1, dimRoundingMode: 'floor', activation: 'relu'});
  return answer(pixels => tf.fused.matMul({
    a: tf.reshape(layer(layer(tf.tensor4d(pixels, [1, 28, 28, 1]), conv1), conv2), [1, CELLS * channels]),
    b: linear,
    bias: tf.tensor1d(bias)
  }));
}

/** D, layer by layer: d numbers to 784 pixels. */
export function tfjsDecoder(tensors) {
  const [conv2, conv1] = [convolution(tensors, 'decoder.conv2'), convolution(tensors, 'decoder.conv1')];
  const {shape: [rows, d], data: weight} = tensors['decoder.fc.weight'];
  const channels = rows / CELLS;
  const linear = tf.tidy(() => channelsLast(weight, [channels, CELLS, d], [2, 1, 0], [d, rows]));
  // copied, as the kernel looks at the shape that a tensor had before it was reshaped
  const bias = tf.tensor1d(tf.tidy(() => channelsLast(tensors['decoder.fc.bias'].data, [channels, CELLS], [1, 0], [rows]).dataSync()));
  const layer = (x, {filter, bias: b}, side) => tf.add(tf.conv2dTranspose(x, filter, [1, side, side, b.size], 2, 'same'), b);
  return answer(code => {
    const a = tf.reshape(tf.fused.matMul({a: tf.tensor2d(code, [1, d]), b: linear, bias}), [1, 7, 7, channels]);
    return tf.sigmoid(layer(tf.relu(layer(a, conv2, 14)), conv1, 28));
  });
}

/** PyTorch's (a, b, height, width) as tfjs's (height, width, b, a); the same for both directions of a convolution. */
function convolution(tensors, name) {
  const {shape, data} = tensors[`${name}.weight`];
  return {
    filter: tf.tidy(() => tf.transpose(tf.tensor(data, shape), [2, 3, 1, 0])),
    bias: tf.tensor1d(tensors[`${name}.bias`].data)
  };
}

function channelsLast(data, shape, order, result) {
  return tf.reshape(tf.transpose(tf.tensor(data, shape), order), result);
}

function answer(graph) {
  return async input => {
    const output = tf.tidy(() => graph(input));
    const numbers = await output.data();
    output.dispose();
    return numbers;
  };
}
