/** More than any list of programmes unpacks to; a small file can be made to unpack to gigabytes. */
const MOST_BYTES = 64 * 1024 * 1024;

const SIGNATURES = { entry: 0x04034b50, directory: 0x02014b50, end: 0x06054b50 };
const SIZES = { entry: 30, directory: 46, end: 22 };
/** The end record may have a comment behind it. */
const LONGEST_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;

/** The archive cannot be read, or would unpack to too much. */
export class UnreadableZip extends Error {
  constructor(readonly reason: 'damaged' | 'tooLarge') {
    super(`the ZIP archive is ${reason}`);
    this.name = 'UnreadableZip';
  }
}

interface Entry {
  name: Uint8Array<ArrayBuffer>;
  method: number;
  packed: Uint8Array<ArrayBuffer>;
  size: number;
}

/**
 * The same ZIP archive with its entries uncompressed. The package that reads workbooks would inflate
 * entries of more than 512 KiB in a worker made of a blob; our content security policy forbids that,
 * and it would wait for that worker for ever.
 *
 * @throws UnreadableZip
 */
export async function storeZip(bytes: ArrayBuffer): Promise<ArrayBuffer> {
  const entries = listEntries(bytes);
  if (entries.reduce((sum, { size }) => sum + size, 0) > MOST_BYTES) throw new UnreadableZip('tooLarge');
  const unpacked: { name: Uint8Array<ArrayBuffer>; data: Uint8Array<ArrayBuffer> }[] = [];
  for (const entry of entries) unpacked.push({ name: entry.name, data: await unpack(entry) });

  const records: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (const { name, data } of unpacked) {
    const record = writeRecord(
      SIGNATURES.entry,
      SIZES.entry,
      { 18: data.length, 22: data.length },
      { 26: name.length },
    );
    records.push(record, name, data);
    directory.push(
      writeRecord(
        SIGNATURES.directory,
        SIZES.directory,
        { 20: data.length, 24: data.length, 42: offset },
        { 28: name.length },
      ),
      name,
    );
    offset += record.length + name.length + data.length;
  }
  const directoryBytes = directory.reduce((sum, { length }) => sum + length, 0);
  const end = writeRecord(
    SIGNATURES.end,
    SIZES.end,
    { 12: directoryBytes, 16: offset },
    { 8: unpacked.length, 10: unpacked.length },
  );
  return new Blob([...records, ...directory, end]).arrayBuffer();
}

function listEntries(bytes: ArrayBuffer): Entry[] {
  try {
    const view = new DataView(bytes);
    const end = findEnd(view);
    const entries: Entry[] = [];
    let at = view.getUint32(end + 16, true);
    for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
      if (view.getUint32(at, true) !== SIGNATURES.directory) throw new UnreadableZip('damaged');
      const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) =>
        view.getUint16(at + field, true),
      ) as [number, number, number];
      const [packedSize, size, place] = [20, 24, 42].map((field) => view.getUint32(at + field, true)) as [
        number,
        number,
        number,
      ];
      // The entry's own record may have another extra field than the directory.
      const data = place + SIZES.entry + view.getUint16(place + 26, true) + view.getUint16(place + 28, true);
      entries.push({
        name: new Uint8Array(bytes, at + SIZES.directory, nameLength),
        method: view.getUint16(at + 10, true),
        packed: new Uint8Array(bytes, data, packedSize),
        size,
      });
      at += SIZES.directory + nameLength + extraLength + commentLength;
    }
    return entries;
  } catch (error) {
    // Whatever lies beyond the end of the file.
    if (error instanceof RangeError) throw new UnreadableZip('damaged');
    throw error;
  }
}

function findEnd(view: DataView): number {
  const last = view.byteLength - SIZES.end;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at -= 1)
    if (view.getUint32(at, true) === SIGNATURES.end) return at;
  throw new UnreadableZip('damaged');
}

async function unpack({ method, packed, size }: Entry): Promise<Uint8Array<ArrayBuffer>> {
  if (method === STORED) return packed;
  if (method !== DEFLATED) throw new UnreadableZip('damaged');
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const data = new Uint8Array(size);
  let done = 0;
  for (;;) {
    const chunk = await reader.read().catch(() => {
      throw new UnreadableZip('damaged');
    });
    if (chunk.done) break;
    // It says of itself how much it is: more than that is not read.
    if (done + chunk.value.length > size) throw new UnreadableZip('damaged');
    data.set(chunk.value, done);
    done += chunk.value.length;
  }
  if (done < size) throw new UnreadableZip('damaged');
  return data;
}

/** A record of a ZIP archive with its numbers of four and of two bytes by their places; all else is zero. */
function writeRecord(
  signature: number,
  size: number,
  longs: Record<number, number>,
  shorts: Record<number, number>,
): Uint8Array<ArrayBuffer> {
  const record = new DataView(new ArrayBuffer(size));
  record.setUint32(0, signature, true);
  for (const [at, value] of Object.entries(longs)) record.setUint32(Number(at), value, true);
  for (const [at, value] of Object.entries(shorts)) record.setUint16(Number(at), value, true);
  return new Uint8Array(record.buffer);
}
