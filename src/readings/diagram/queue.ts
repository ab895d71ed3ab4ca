/** A priority queue of numbered states: the cheapest out first, of equals the one that came first. */
export class Queue {
  readonly #heap: number[] = [];
  /** By order of arrival. */
  readonly #costs: number[] = [];
  readonly #states: number[] = [];

  push(state: number, cost: number): void {
    const heap = this.#heap;
    const costs = this.#costs;
    const order = costs.push(cost) - 1;
    this.#states.push(state);
    let i = heap.push(order) - 1;
    // what comes later stands behind its equals
    for (let up = (i - 1) >> 1; i > 0 && cost < costs[heap[up]]; up = (i - 1) >> 1) {
      heap[i] = heap[up];
      i = up;
    }
    heap[i] = order;
  }

  /** The state, and whether one is left: −1 where none is. */
  pop(): number {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (top === undefined || last === undefined) return -1;
    if (heap.length > 0) this.#sink(last);
    return this.#states[top];
  }

  #sink(order: number): void {
    const heap = this.#heap;
    let i = 0;
    for (let child = 1; child < heap.length; child = 2 * i + 1) {
      if (child + 1 < heap.length && this.#before(heap[child + 1], heap[child])) child++;
      if (!this.#before(heap[child], order)) break;
      heap[i] = heap[child];
      i = child;
    }
    heap[i] = order;
  }

  #before(a: number, b: number): boolean {
    const costs = this.#costs;
    return costs[a] < costs[b] || (costs[a] === costs[b] && a < b);
  }
}
