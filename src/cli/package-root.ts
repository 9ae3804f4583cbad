import { fileURLToPath } from 'node:url';

/** The folder of package.json, from which everything else is found. */
export const PACKAGE_ROOT = fileURLToPath(new URL('../../', import.meta.url));
