/**
 * What can happen beside everything else, and is asked for by name: each is let in everywhere as
 * soon as the product stands it.
 * - `restoresWithoutNotice`: a backup is put back under the epoch that it had.
 * - `clocksYearsAhead`: a device's clock jumps a year ahead and back.
 * - `overlappingRounds`: two pages of a device sync at once, as when the lock between them runs out.
 * - `editsOfEmptyReplicas`: people edit records of which the device has dropped what the server has.
 * - `slowLinkToTheEnd`: large pushes never go through on some links.
 */
export const HAZARDS = [
  'restoresWithoutNotice',
  'clocksYearsAhead',
  'overlappingRounds',
  'editsOfEmptyReplicas',
  'slowLinkToTheEnd',
] as const;
export type Hazard = (typeof HAZARDS)[number];
