import { shareOrCopy, type ShareOutcome } from '#ui/share.ts';
import type { KeptResponse } from './kept-response.ts';

/*
 * A link on which somebody goes on elsewhere: the page of the company's own code, with what was answered so far
 * behind `#c=`, which browsers send to no server. Deflated, since addresses have to be short. It is loaded when it
 * is needed, and imports nothing of the page, so that the page stays in one piece.
 */

/** Longer ones are no answers of ours. */
const MAX_LENGTH = 400_000;

/** The address on which another browser goes on with a response to a code. */
export async function makeContinuation(
  { seed, startedAt, answers, answeredAt, place }: KeptResponse,
  code: string,
  origin: string,
): Promise<string> {
  const text = JSON.stringify({
    seed,
    startedAt,
    answers,
    answeredAt,
    ...(place !== undefined && { place }),
  });
  const bytes = await transform(new TextEncoder().encode(text), new CompressionStream('deflate-raw'));
  const letters = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  const carried = letters.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  return `${origin}/s/${code}#c=${carried}`;
}

/** Hands the link on as the device does it; gives it too, for whoever copies it by hand. */
export async function handOn(
  response: KeptResponse,
  code: string,
  title: string,
): Promise<{ link: string; outcome: ShareOutcome }> {
  const link = await makeContinuation(response, code, location.origin);
  return { link, outcome: await shareOrCopy({ title, url: link }) };
}

/**
 * What a link carries, as the text of a kept response; it has yet to be parsed. `undefined` for what is none, such as
 * half of a link. What was sent, and its receipt, are never taken from a link.
 *
 * @param carried what stands behind `#c=`
 */
export async function readContinuation(carried: string): Promise<string | undefined> {
  if (carried.length > MAX_LENGTH) return undefined;
  try {
    const letters = atob(carried.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    const text = new TextDecoder().decode(await transform(bytes, new DecompressionStream('deflate-raw')));
    const { seed, startedAt, answers, answeredAt, place } = JSON.parse(text) as Partial<KeptResponse>;
    return JSON.stringify({
      seed,
      startedAt,
      answers,
      answeredAt,
      ...(typeof place === 'string' && { place }),
    });
  } catch {
    return undefined;
  }
}

async function transform(
  bytes: Uint8Array<ArrayBuffer>,
  by: CompressionStream | DecompressionStream,
): Promise<Uint8Array> {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(by)).arrayBuffer());
}
