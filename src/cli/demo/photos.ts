import { createHash, randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { uuidV7 } from '#domain/canonical/uuid.ts';
import type { Instant } from '#domain/canonical/dates.ts';
import type { Attachment } from '#domain/records/attachment.ts';
import type { Visit } from '#domain/records/visit.ts';
import { uploadIdOf, type FilePart } from '#protocol/files.ts';
import { insertPiece, insertUpload } from '#server/database/queries/files.ts';
import { stagingPrefix } from '#server/file-storage/file-storage.ts';
import { verifyUpload } from '#server/files/verify-upload.ts';
import type { DemoRecord } from './casework.ts';
import { Drawing, type Colour } from './draw-picture.ts';
import { installRecords } from './install.ts';

const [WIDTH, HEIGHT] = [960, 720];
/** Of the small pictures, as on devices: the longest side 320. */
const SHRINK = 3;
const MEDIA_TYPE = 'image/png';

/** What was photographed; flat shapes that nobody takes for a real photo. */
const MOTIFS: readonly { caption: string; draw: () => Drawing }[] = [
  { caption: '導入した旋盤（架空の絵です）', draw: () => drawMachine([70, 110, 150], [210, 90, 60]) },
  { caption: '検査台と部品の棚（架空の絵です）', draw: drawShelves },
  { caption: '見積書の控え（架空の絵です）', draw: drawPaper },
  { caption: '新しい看板（架空の絵です）', draw: drawSign },
  { caption: '包装の機械（架空の絵です）', draw: () => drawMachine([90, 130, 90], [230, 190, 60]) },
];

interface Picture {
  full: Buffer;
  thumbnail: Buffer;
}

/** Visits of before have none: the invented management's are more than a thousand. */
const DAYS = 5;

/**
 * Gives each visit that was finished within the last days two or three drawn photos, sent through the code that those of devices go through.
 *
 * @throws when one is refused
 */
export async function installPhotos(
  app: FastifyInstance,
  actor: { centreId: string; userId: string },
  visits: readonly DemoRecord[],
): Promise<void> {
  const pictures = MOTIFS.map(({ draw }): Picture => {
    const drawing = draw();
    return { full: drawing.toPng(), thumbnail: drawing.shrink(SHRINK).toPng() };
  });
  const since = new Date(app.clock() - DAYS * 24 * 60 * 60 * 1000).toISOString();
  const photos = visits.flatMap(({ id, fields, madeBy, madeAt }, index) => {
    const { accountId, status, finishedAt } = fields as Visit;
    if (status !== 'finished' || finishedAt === undefined || finishedAt < since) return [];
    return Array.from({ length: 2 + (index % 2) }, (_, place) => {
      const motif = (index + place) % MOTIFS.length;
      return inventPhoto({ visitId: id, accountId }, madeBy, madeAt, {
        ...pictures[motif]!,
        caption: MOTIFS[motif]!.caption,
      });
    });
  });
  const records = photos.map(({ record }) => record);
  await installRecords(app.database, { ...actor, clock: app.clock }, records, () => undefined);
  for (const { record, full, thumbnail } of photos) {
    await send(app, actor.centreId, record.id, 'full', full);
    await send(app, actor.centreId, record.id, 'thumb', thumbnail);
  }
}

function inventPhoto(
  subject: Pick<Attachment, 'visitId' | 'accountId'>,
  takenBy: string,
  takenAt: Instant,
  { full, thumbnail, caption }: Picture & { caption: string },
): Picture & { record: DemoRecord<'attachments'> } {
  return {
    full,
    thumbnail,
    record: {
      collection: 'attachments',
      id: uuidV7(Date.parse(takenAt), randomBytes),
      fields: {
        ...subject,
        sha256: hashOf(full),
        sizeBytes: full.length,
        mediaType: MEDIA_TYPE,
        width: WIDTH,
        height: HEIGHT,
        thumbnail: { sha256: hashOf(thumbnail), sizeBytes: thumbnail.length, mediaType: MEDIA_TYPE },
        caption,
        takenAt,
        takenBy,
      },
      madeBy: takenBy,
      madeAt: takenAt,
    },
  };
}

/** As one piece, as a small photo of a device. */
async function send(
  app: FastifyInstance,
  centreId: string,
  attachmentId: string,
  part: FilePart,
  bytes: Buffer,
): Promise<void> {
  const { database, fileStorage } = app;
  const uploadId = uploadIdOf(attachmentId, part);
  const at = new Date(app.clock()).toISOString();
  const [sha256, sizeBytes] = [hashOf(bytes), bytes.length];
  const storageKey = `${stagingPrefix(centreId, uploadId)}0`;
  await insertUpload(database.db, centreId, { attachmentId, part, sha256, sizeBytes, at });
  await fileStorage.put(storageKey, { open: () => one(bytes), sizeBytes, sha256 });
  await database.db
    .transaction()
    .execute((tx) => insertPiece(tx, centreId, { uploadId, firstByte: 0, sizeBytes, storageKey, at }));
  const outcome = await verifyUpload(app, centreId, uploadId);
  if (outcome !== 'arrived') throw new Error(`an invented photo was refused: ${outcome}`);
}

async function* one(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function begin(wall: Colour, floor: Colour): Drawing {
  return new Drawing(WIDTH, HEIGHT, wall).rectangle(0, 520, WIDTH, 200, floor);
}

function drawMachine(body: Colour, light: Colour): Drawing {
  const dark: Colour = [50, 55, 60];
  return begin([226, 230, 232], [150, 148, 142])
    .rectangle(140, 330, 680, 230, body)
    .rectangle(140, 300, 260, 60, dark)
    .rectangle(430, 390, 300, 40, [190, 195, 200])
    .circle(330, 420, 80, [200, 205, 210])
    .circle(330, 420, 34, dark)
    .rectangle(700, 200, 110, 150, dark)
    .rectangle(715, 215, 80, 60, [120, 200, 170])
    .circle(745, 315, 16, light)
    .rectangle(170, 560, 90, 50, dark)
    .rectangle(700, 560, 90, 50, dark);
}

function drawShelves(): Drawing {
  const drawing = begin([238, 234, 224], [168, 152, 130]).rectangle(90, 90, 780, 440, [120, 96, 70]);
  const boxes: readonly Colour[] = [
    [196, 160, 100],
    [96, 130, 160],
    [170, 90, 80],
    [120, 150, 100],
  ];
  for (let row = 0; row < 3; row += 1) {
    drawing.rectangle(110, 110 + row * 140, 740, 120, [246, 243, 236]);
    for (let box = 0; box < 6; box += 1)
      drawing.rectangle(130 + box * 120, 150 + row * 140, 90, 80, boxes[(row * 3 + box) % boxes.length]!);
  }
  return drawing.rectangle(60, 540, 840, 40, [90, 72, 54]);
}

function drawPaper(): Drawing {
  const drawing = new Drawing(WIDTH, HEIGHT, [140, 110, 80])
    .rectangle(250, 50, 460, 630, [250, 249, 244])
    .rectangle(380, 90, 200, 34, [60, 60, 60])
    .circle(640, 190, 36, [206, 60, 50])
    .circle(640, 190, 28, [250, 249, 244]);
  for (let line = 0; line < 8; line += 1)
    drawing
      .rectangle(290, 270 + line * 44, 220, 12, [150, 150, 150])
      .rectangle(590, 270 + line * 44, 80, 12, [110, 110, 110])
      .rectangle(280, 296 + line * 44, 400, 2, [205, 205, 205]);
  return drawing.rectangle(520, 630, 160, 18, [60, 60, 60]);
}

function drawSign(): Drawing {
  return begin([168, 206, 232], [126, 150, 110])
    .circle(800, 120, 56, [250, 214, 110])
    .rectangle(120, 240, 720, 300, [232, 226, 214])
    .rectangle(100, 200, 760, 60, [110, 70, 60])
    .rectangle(200, 290, 560, 110, [40, 84, 130])
    .rectangle(240, 330, 480, 30, [240, 240, 236])
    .rectangle(420, 430, 120, 110, [92, 70, 56])
    .rectangle(200, 430, 150, 70, [150, 190, 210])
    .rectangle(610, 430, 150, 70, [150, 190, 210]);
}
