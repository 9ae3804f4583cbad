import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { PLANTED_DEFECTS } from './planted/defects.ts';

describe('the defects that `npm run planted` plants', () => {
  it.each(PLANTED_DEFECTS)('can be planted: $name', async ({ edits }) => {
    for (const { file, find, put } of edits) {
      expect((await readFile(file, 'utf8')).split(find), `${file} holds once: ${find}`).toHaveLength(2);
      expect(put).not.toBe(find);
    }
  });
});
