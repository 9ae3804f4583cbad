import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

const ENCODINGS = ['br', 'gzip'] as const;
type Encoding = (typeof ENCODINGS)[number];
type CompressedText = Record<Encoding | 'plain', Buffer>;

/** Bytes of a document in an encoding; undefined when they are plain. */
export interface DocumentBody {
  encoding: Encoding | undefined;
  bytes: Buffer;
}

/** So many documents are kept ready; a server has a few and one for each edition, and their newest versions count. */
const MAX_KEPT = 32;

/** Documents compressed once, well, and kept in memory by their hash, which a changed document does not share. */
export class DocumentBodies {
  readonly #kept = new Map<string, Promise<CompressedText>>();

  /** The body for a device that sent `Accept-Encoding`; `read` is called when it is not kept yet. */
  async get(
    hash: string,
    acceptEncoding: string | undefined,
    read: () => Promise<string>,
  ): Promise<DocumentBody> {
    const compressed = await (this.#kept.get(hash) ?? this.#keep(hash, read));
    const encoding = ENCODINGS.find((each) => accepts(acceptEncoding, each));
    return { encoding, bytes: compressed[encoding ?? 'plain'] };
  }

  #keep(hash: string, read: () => Promise<string>): Promise<CompressedText> {
    const oldest = this.#kept.keys().next();
    if (this.#kept.size >= MAX_KEPT && !oldest.done) this.#kept.delete(oldest.value);
    const body = read().then(compress);
    this.#kept.set(hash, body);
    // What failed is tried again by the next request.
    body.catch(() => this.#kept.delete(hash));
    return body;
  }
}

async function compress(text: string): Promise<CompressedText> {
  const plain = Buffer.from(text);
  const [br, gzipped] = await Promise.all([
    compressBrotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    compressGzip(plain, { level: 9 }),
  ]);
  return { plain, br, gzip: gzipped };
}

/** Whether `Accept-Encoding` names an encoding without refusing it. */
function accepts(header: string | undefined, encoding: Encoding): boolean {
  return (header ?? '').split(',').some((part) => {
    const [name, ...parameters] = part.trim().split(/\s*;\s*/);
    return name === encoding && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });
}
