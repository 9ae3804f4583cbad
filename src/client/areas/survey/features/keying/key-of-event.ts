import type { KeyName } from '#domain/fieldwork/keying/type-into-field.ts';

const NAMED: Record<string, KeyName> = {
  Enter: 'enter',
  Backspace: 'backspace',
  ArrowUp: 'up',
  ArrowLeft: 'up',
  ArrowDown: 'down',
  ArrowRight: 'down',
  End: 'end',
  ' ': '+',
  ',': '+',
  '、': '+',
};
const SIGNS = '0123456789./*-+';

/**
 * What a key means for keying; `undefined` for those that are the browser's. The number pad types figures also
 * where its lock is off, and figures that an input method makes wide are figures.
 */
export function keyOfEvent({
  key,
  code,
  ctrlKey,
  altKey,
  metaKey,
}: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'metaKey'>): KeyName | undefined {
  if (ctrlKey || altKey || metaKey) return undefined;
  const pad = /^(?:Numpad|Digit)(\d)$/.exec(code)?.[1];
  if (pad !== undefined && (code.startsWith('Numpad') || key === 'Process')) return pad as KeyName;
  if (Object.hasOwn(NAMED, key)) return NAMED[key];
  const plain = key.normalize('NFKC').replace('ー', '-').replace('−', '-');
  return plain.length === 1 && SIGNS.includes(plain) ? (plain as KeyName) : undefined;
}
