import { hashText } from '#domain/canonical/hash.ts';

/** What the addresses of programmes for companies begin with. */
export const PUBLIC_PROGRAMME_PREFIX = '/p/';
/** 40 bits: a server holds few centres, and a short address makes a coarse QR code. */
const CENTRE_CODE_LENGTH = 10;

/** The centre in public addresses: always the same one, known to devices without asking, and not its id. */
export function composeCentreCode(centreId: string): string {
  return hashText(`public-address ${centreId}`).slice(0, CENTRE_CODE_LENGTH);
}

/** The path under which companies read of a programme, whatever edition is the newest by then. */
export function composeProgrammePath(centreId: string, programmeKey: string): string {
  return `${PUBLIC_PROGRAMME_PREFIX}${composeCentreCode(centreId)}/${programmeKey}`;
}
