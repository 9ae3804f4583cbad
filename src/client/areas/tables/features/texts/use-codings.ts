import { computed, type ComputedRef } from 'vue';
import { useLiveQuery } from '#client/records/live-query.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import type { Local } from '#client/storage/database.ts';
import type { CodingFrame } from '#domain/records/coding-frame.ts';
import { indexCodings, type TextCodings } from '#domain/tabulation/coding/codings.ts';

/** Coding frames, what was sorted by them, and the ways to sort. */
export interface Codings {
  /** Of a questionnaire's question. */
  framesOf(questionnaireId: string, item: string): Local<'codingFrames'>[];
  saveFrame(id: string | undefined, fields: CodingFrame): Promise<string>;
  /** By frame, and in it by the hash of the text. */
  index: ComputedRef<(frameId: string) => ReadonlyMap<string, TextCodings>>;
  /** What the person at work sorts a text into, or settles it as. */
  sort(frameId: string, textHash: string, categories: string[], settled?: true): Promise<void>;
}

/** Follows what answers in words were sorted into. */
export function useCodings(): Codings {
  const { db, session, write, newId } = useWorkspace();
  const frames = useLiveQuery(() => db.codingFrames.toArray(), []);
  const codings = useLiveQuery(() => db.codings.toArray(), []);
  const standing = computed(() => codings.data.value.filter(({ deletedAt }) => deletedAt === null));
  const me = session.user.id;

  return {
    framesOf: (questionnaireId, item) =>
      frames.data.value.filter(
        ({ deletedAt, fields }) =>
          deletedAt === null && fields.questionnaireId === questionnaireId && fields.item === item,
      ),
    async saveFrame(id, fields) {
      const recordId = id ?? newId();
      await write('codingFrames', recordId, fields);
      return recordId;
    },
    index: computed(() => {
      const all = standing.value;
      const known = new Map<string, ReadonlyMap<string, TextCodings>>();
      return (frameId) => {
        const found = known.get(frameId) ?? indexCodings(all, frameId);
        known.set(frameId, found);
        return found;
      };
    }),
    async sort(frameId, textHash, categories, settled) {
      const own = standing.value
        .filter(
          ({ fields }) =>
            fields.frameId === frameId &&
            fields.textHash === textHash &&
            Boolean(fields.settled) === Boolean(settled) &&
            (settled || fields.coder === me),
        )
        .sort((one, other) => (one.id < other.id ? 1 : -1))[0];
      await write(
        'codings',
        own?.id ?? newId(),
        own
          ? { categories, coder: me }
          : { frameId, textHash, coder: me, categories, ...(settled && { settled }) },
      );
    },
  };
}
