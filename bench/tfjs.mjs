// TensorFlow.js's step of the same model, in its standard operations, f32: milliseconds of processor time a step, one
// line for each line read, which says how many steps. `node tfjs.mjs cpu|wasm hidden embedding batch length tokens`
import { createInterface } from "node:readline";

const [backend, ...sizes] = process.argv.slice(2);
const [H, D, B, L, V] = sizes.map(Number);
const print = console.log;
console.warn = console.log = () => {};
const tf = await import("@tensorflow/tfjs");
if (backend === "wasm") {
  const wasm = await import("@tensorflow/tfjs-backend-wasm");
  wasm.setThreadsCount(1);
}
await tf.setBackend(backend);

const weight = (...shape) => tf.variable(tf.randomUniform(shape, -0.1, 0.1, "float32", 1));
const cell = () => ({
  ...{ E: weight(V, D), W: weight(D, 3 * H), U: weight(H, 2 * H), U_h: weight(H, H), b: weight(3 * H) },
});
const [enc, dec] = [cell(), cell()];
const out = { W: weight(2 * H, V), b: weight(V) };
const tokens = () =>
  Array.from({ length: L }, () =>
    tf
      .oneHot(
        tf.tensor1d(
          Array.from({ length: B }, () => (Math.random() * V) | 0),
          "int32",
        ),
        V,
      )
      .toFloat(),
  );
const [x, y] = [tokens(), tokens()];
const target = tf.stack(tokens(), 1).reshape([B * L, V]);

const step = ({ W, U, U_h, b, E }, h, token) => {
  const [z_in, r_in, h_in] = tf.split(tf.add(tf.matMul(tf.matMul(token, E), W), b), 3, 1);
  const [z_h, r_h] = tf.split(tf.matMul(h, U), 2, 1);
  const z = tf.sigmoid(tf.add(z_in, z_h));
  const r = tf.sigmoid(tf.add(r_in, r_h));
  const c = tf.tanh(tf.add(h_in, tf.matMul(tf.mul(r, h), U_h)));
  return tf.add(tf.mul(tf.sub(1, z), h), tf.mul(z, c));
};
const run = (parameters, h, all) => {
  const states = [];
  for (const token of all) states.push(step(parameters, states.at(-1) ?? h, token));
  return states;
};
const loss = () => {
  const encoded = run(enc, tf.zeros([B, H]), x);
  const decoded = run(dec, encoded.at(-1), y);
  const [h, s] = [tf.stack(encoded, 1), tf.stack(decoded, 1)];
  const context = tf.matMul(tf.softmax(tf.matMul(s, h, false, true)), h);
  const read = tf.reshape(tf.concat([s, context], 2), [B * L, 2 * H]);
  return tf.losses.softmaxCrossEntropy(target, tf.add(tf.matMul(read, out.W), out.b));
};
const train = () => {
  const { value, grads } = tf.variableGrads(loss);
  for (const gradient of Object.values(grads)) gradient.dataSync();
  value.dispose();
  for (const gradient of Object.values(grads)) gradient.dispose();
};

let isFirst = true;
for await (const line of createInterface({ input: process.stdin })) {
  if (isFirst) for (let i = 0; i < 2; i++) train();
  const before = process.cpuUsage();
  for (let i = 0; i < Number(line); i++) train();
  const { user, system } = process.cpuUsage(before);
  print(isFirst ? tf.version.tfjs : (user + system) / 1000 / Number(line));
  isFirst = false;
}
