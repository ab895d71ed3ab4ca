/** Adam's own numbers: β₁, β₂ and ε (Kingma & Ba, arXiv:1412.6980, 2015). */
const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;

/** The running means of the gradient and of its square, entry by entry, and how many steps they have seen. */
export interface Moments {
  readonly m: Float64Array;
  readonly v: Float64Array;
  steps: number;
}

export const noMoments = (size: number): Moments => ({
  m: new Float64Array(size),
  v: new Float64Array(size),
  steps: 0,
});

/**
 * m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², θ ← θ − lr m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ).
 * In place, without allocating.
 */
export function adam(theta: Float64Array, gradient: Float64Array, moments: Moments, lr: number): void {
  const { m, v } = moments;
  moments.steps += 1;
  const first = 1 - power(BETA_1, moments.steps);
  const second = 1 - power(BETA_2, moments.steps);
  for (let i = 0; i < theta.length; i++) {
    const g = gradient[i];
    m[i] = BETA_1 * m[i] + (1 - BETA_1) * g;
    v[i] = BETA_2 * v[i] + (1 - BETA_2) * g * g;
    theta[i] -= (lr * (m[i] / first)) / (Math.sqrt(v[i] / second) + EPSILON);
  }
}

/** baseⁿ by squaring: unlike Math.pow, the same on every engine. */
function power(base: number, n: number): number {
  let result = 1;
  let square = base;
  for (let left = n; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= square;
    square *= square;
  }
  return result;
}

/** ‖g‖, over all parameters. */
export function norm(gradient: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < gradient.length; i++) sum += gradient[i] * gradient[i];
  return Math.sqrt(sum);
}

/** g ← g · limit / ‖g‖ where ‖g‖ > limit (Pascanu et al., arXiv:1211.5063, 2013). Returns the norm before. */
export function clip(gradient: Float64Array, limit: number): number {
  const length = norm(gradient);
  if (length > limit) {
    const factor = limit / length;
    for (let i = 0; i < gradient.length; i++) gradient[i] *= factor;
  }
  return length;
}
