import { computed, reactive } from 'vue';
import {
  SAMPLE_DIMENSIONS,
  type SampleDesign,
  type SampleDimension,
} from '#domain/fieldwork/sample/sample-design.ts';
import { HIGHEST_SEED } from '#domain/fieldwork/sample/draw-sample.ts';

/** How a sample is to be drawn, as a person says it step by step. */
export type SampleKind = 'census' | 'proportional' | 'fixed' | 'neyman';
export const SAMPLE_KINDS = ['proportional', 'fixed', 'neyman', 'census'] as const;

const MINIMUMS = { '0': 0, '1': 1, '2': 2 } as const;

/** A design as it is entered; undefined numbers are still to be given. */
export function useSampleDesign(seed: number) {
  const entered = reactive({
    kind: 'proportional' as SampleKind,
    by: new Set<SampleDimension>(['industry', 'employees']),
    size: '1500',
    each: '30',
    minimum: '1' as '0' | '1' | '2',
    deviations: new Map<string, string>(),
    seed: String(seed),
  });
  const faults = computed(() => ({
    size:
      (entered.kind === 'proportional' || entered.kind === 'neyman') && readCount(entered.size) === undefined,
    each: entered.kind === 'fixed' && readCount(entered.each) === undefined,
    seed: readWhole(entered.seed, 0, HIGHEST_SEED) === undefined,
  }));
  const design = computed<SampleDesign | undefined>(() => {
    if (entered.kind === 'census') return { kind: 'census' };
    const by = SAMPLE_DIMENSIONS.filter((dimension) => entered.by.has(dimension));
    const minimum = MINIMUMS[entered.minimum];
    const size = readCount(entered.size);
    if (entered.kind === 'fixed') {
      const each = readCount(entered.each);
      return each === undefined ? undefined : { kind: 'stratified', by, allocation: { kind: 'fixed', each } };
    }
    if (size === undefined) return undefined;
    return entered.kind === 'neyman'
      ? {
          kind: 'stratified',
          by,
          allocation: { kind: 'neyman', size, minimum, deviations: readDeviations() },
        }
      : { kind: 'stratified', by, allocation: { kind: 'proportional', size, minimum } };
  });

  function readDeviations(): Record<string, number> {
    const read = [...entered.deviations].flatMap(([key, text]) => {
      const number = Number(text.normalize('NFKC'));
      return text.trim() === '' || !(number >= 0) || number > 1e12 ? [] : [[key, number] as const];
    });
    return Object.fromEntries(read);
  }

  function toggle(dimension: SampleDimension, isOn: boolean): void {
    if (isOn) entered.by.add(dimension);
    else entered.by.delete(dimension);
    entered.deviations.clear();
  }

  return { entered, faults, design, seed: computed(() => readWhole(entered.seed, 0, HIGHEST_SEED)), toggle };
}

function readCount(text: string): number | undefined {
  return readWhole(text, 1, 1_000_000);
}

function readWhole(text: string, low: number, high: number): number | undefined {
  const plain = text.normalize('NFKC').replace(/[,\s]/g, '');
  const number = Number(plain);
  return /^\d{1,10}$/.test(plain) && number >= low && number <= high ? number : undefined;
}
