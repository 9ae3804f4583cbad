import type { JsonObject } from '#domain/canonical/json.ts';
import type { Collection } from './change.ts';

type Rule = { code: string; isBroken: (fields: JsonObject) => boolean };

/** Rules between fields of different merge units, which a merge can break without anyone's fault. */
const RULES: Partial<Record<Collection, Rule[]>> = {
  leads: [
    {
      code: 'assigned-without-person',
      isBroken: ({ status, assignedTo }) => (status === 'assigned' || status === 'inProgress') && !assignedTo,
    },
  ],
  visits: [
    {
      code: 'cancelled-with-record',
      isBroken: ({ status, notes }) => status === 'cancelled' && Boolean(notes),
    },
  ],
};

/** The codes of the rules that a record's fields break; they become warnings on it, never a loss. */
export function findBrokenRules(collection: Collection, fields: JsonObject): string[] {
  return (RULES[collection] ?? []).filter(({ isBroken }) => isBroken(fields)).map(({ code }) => code);
}
