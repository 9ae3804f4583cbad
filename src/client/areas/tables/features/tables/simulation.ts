import type { SimulatedTest } from '#client/workers/tabulation/tabulation-contract.ts';
import { openTabulationLink } from '#client/workers/tabulation/tabulation-link.ts';

/** A test that takes its time. */
export interface Simulation {
  /** Rejects when it was stopped. */
  result: Promise<SimulatedTest>;
  stop(): void;
}

/** Tests a table of counts in a worker of its own, so that tables go on meanwhile and to stop it is to end the worker. */
export function startSimulation(counts: number[][], tell: (done: number) => void): Simulation {
  const link = openTabulationLink();
  return { result: link.ask('simulate', { counts }, { onProgress: tell }), stop: () => link.close() };
}
