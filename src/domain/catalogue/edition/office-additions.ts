import { OUTSIDE_POLICIES, type Catalogue } from '#domain/catalogue/model.ts';

/**
 * An edition read anew from its report, with what no report says and the office has entered into the
 * edition of before: what companies ask of a programme, who gives it, and the programmes outside of
 * the policies. Programmes are the same by their keys.
 */
export function keepOfficeAdditions(read: Catalogue, before: Catalogue | null | undefined): Catalogue {
  if (!before) return read;
  const known = new Map(before.programmes.map((programme) => [programme.key, programme]));
  const programmes = read.programmes.map((programme) => {
    const { terms, provider } = known.get(programme.key) ?? {};
    return { ...programme, ...(provider && { provider }), ...(terms && { terms }) };
  });
  const keys = new Set(programmes.map(({ key }) => key));
  const outside = before.programmes.filter(
    ({ key, policy }) => policy === OUTSIDE_POLICIES && !keys.has(key),
  );
  return { ...read, programmes: [...programmes, ...outside] };
}
