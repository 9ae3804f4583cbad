import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import * as api from '#client/api/catalogue-api.ts';
import { ApiProblem } from '#client/api/http.ts';
import { useAttempt } from '#client/api/use-attempt.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import { refreshDocuments } from '#client/sync/refresh-documents.ts';
import { canonicalJson } from '#domain/canonical/json.ts';
import {
  compareEditions,
  nextPage,
  putProgramme,
  removeProgramme,
  replaceProgrammes,
} from '#domain/catalogue/edition/edition.ts';
import type { Catalogue, Programme } from '#domain/catalogue/model.ts';
import { composeProgrammeKey } from '#domain/catalogue/programme-key.ts';
import { compareOutlines, replaceOutline, type Outline } from '#domain/catalogue/edition/outline.ts';
import type { EditionDetail } from '#protocol/catalogue.ts';
import type { ProblemCode } from '#protocol/problems.ts';

const CHANGED: ProblemCode = 'edition-changed';

/** How saving a programme ended: `overtaken` when someone else has changed that very programme. */
export type SaveOutcome = 'saved' | 'overtaken' | 'failed';

/**
 * The edition that is open in the upkeep, as it was last read from the server. The server refuses
 * a change that was made over an older revision of the edition. Where a colleague has only changed
 * another programme, that is no reason to bother the person: the edition is read again and the
 * change is sent once more.
 */
export const useEditionStore = defineStore('upkeep-edition', () => {
  const { db, newId } = useWorkspace();
  const { attempt, whenIdle, ...state } = useAttempt();
  /** The fiscal year for which `load` was called last. */
  let wanted: number | undefined;
  const detail = shallowRef<EditionDetail | null>(null);

  /** What is edited: the draft, or what is published as long as there is none. */
  const content = computed(() => detail.value?.draft ?? detail.value?.published ?? null);
  /** What publishing would change; null while there is no draft. */
  const comparison = computed(() =>
    detail.value?.draft ? compareEditions(detail.value.published, detail.value.draft) : null,
  );

  /** What publishing would change of policies and pillars. */
  const outlineChanges = computed(() =>
    detail.value?.draft ? compareOutlines(detail.value.published, detail.value.draft) : [],
  );

  function find(key: string): Programme | undefined {
    return content.value?.programmes.find((programme) => programme.key === key);
  }

  /**
   * Opens an edition: waits for a request that still runs, then reads the edition from the server.
   * One that is open already stays on the screen meanwhile. If `load` has been called for another
   * edition during the wait, only that later call reads.
   */
  async function load(fiscalYear: number): Promise<void> {
    wanted = fiscalYear;
    await whenIdle();
    if (wanted !== fiscalYear) return;
    if (detail.value?.fiscalYear !== fiscalYear) detail.value = null;
    await attempt(() => reload(fiscalYear));
  }

  async function reload(fiscalYear: number): Promise<void> {
    detail.value = await api.fetchEdition(fiscalYear);
  }

  function accept(revision: number, draft: Catalogue | null): void {
    if (!detail.value) return;
    const programmeCount = (draft ?? detail.value.published)?.programmes.length ?? 0;
    detail.value = { ...detail.value, draft, hasDraft: draft !== null, programmeCount, revision };
  }

  /** Saves a programme that was edited from `base` (undefined: a new one). */
  async function save(programme: Programme, base: Programme | undefined): Promise<SaveOutcome> {
    const outcome = await attempt(async (): Promise<SaveOutcome> => {
      try {
        return await saveOver(programme, base);
      } catch (error) {
        if (!isChanged(error)) throw error;
        await reload(getDetail().fiscalYear);
        return saveOver(programme, base);
      }
    });
    return outcome ?? 'failed';
  }

  /**
   * Sends a programme only if the edition still holds the state that it was edited from (`base`).
   * The server cannot tell: it compares the revision sent with its own, and that one is fresh even
   * where the form holds input that was begun over an older one and kept on the device.
   */
  async function saveOver(programme: Programme, base: Programme | undefined): Promise<SaveOutcome> {
    const theirs = find(programme.key);
    if (isSame(theirs, programme)) return 'saved';
    if (base === undefined && theirs) {
      await sendProgramme(moveOn(programme));
      return 'saved';
    }
    if (!isSame(theirs, base)) return 'overtaken';
    await sendProgramme(programme);
    return 'saved';
  }

  /**
   * A new programme whose key another one has: gives it a new key, and the next page if its page is
   * taken as well. It happens where a form holds input that an earlier version of the app has kept.
   */
  function moveOn(programme: Programme): Programme {
    const known = getContent();
    const isPageTaken = known.programmes.some(({ page }) => page === programme.page);
    return {
      ...programme,
      key: composeProgrammeKey(known.fiscalYear, newId()),
      page: isPageTaken ? nextPage(known) : programme.page,
    };
  }

  async function sendProgramme(programme: Programme): Promise<void> {
    const { fiscalYear, revision } = getDetail();
    const answer = await api.putProgramme(fiscalYear, programme, revision);
    accept(answer.revision, putProgramme(getContent(), programme));
  }

  /** Takes a programme out; `overtaken` when someone else has changed it meanwhile. */
  async function remove(programme: Programme): Promise<SaveOutcome> {
    const outcome = await attempt(async (): Promise<SaveOutcome> => {
      try {
        await sendRemoval(programme.key);
      } catch (error) {
        if (!isChanged(error)) throw error;
        await reload(getDetail().fiscalYear);
        const theirs = find(programme.key);
        if (theirs && !isSame(theirs, programme)) return 'overtaken';
        if (theirs) await sendRemoval(programme.key);
      }
      return 'saved';
    });
    return outcome ?? 'failed';
  }

  async function sendRemoval(key: string): Promise<void> {
    const { fiscalYear, revision } = getDetail();
    const answer = await api.removeProgramme(fiscalYear, key, revision);
    accept(answer.revision, removeProgramme(getContent(), key));
  }

  /** Puts a whole list in place; true when it did. */
  async function importList(programmes: readonly Programme[]): Promise<boolean> {
    const isDone = await attempt(() =>
      orReload(async ({ fiscalYear, revision }) => {
        const answer = await api.importProgrammes(fiscalYear, programmes, revision);
        accept(answer.revision, replaceProgrammes(getContent(), programmes));
      }),
    );
    return isDone ?? false;
  }

  /** Puts other policies and pillars in place; true when it did. */
  async function saveOutline(outline: Outline): Promise<boolean> {
    const isDone = await attempt(() =>
      orReload(async ({ fiscalYear, revision }) => {
        const answer = await api.putOutline(fiscalYear, outline, revision);
        accept(answer.revision, replaceOutline(getContent(), outline));
      }),
    );
    return isDone ?? false;
  }

  /** Makes the draft what devices carry, and fetches it to this one; true when it did. */
  async function publish(): Promise<boolean> {
    const isDone = await attempt(() =>
      orReload(async ({ fiscalYear, revision }) => {
        await api.publishEdition(fiscalYear, revision);
        await reload(fiscalYear);
      }),
    );
    // Only to be quick, so a failure does no harm: the next sync brings the published edition too.
    if (isDone)
      await refreshDocuments(db).catch((error: unknown) =>
        console.warn('the documents come with the next sync', error),
      );
    return isDone ?? false;
  }

  /** Drops the draft; true when it did. */
  async function discard(): Promise<boolean> {
    const isDone = await attempt(() =>
      orReload(async ({ fiscalYear, revision, published }) => {
        const answer = await api.discardDraft(fiscalYear, revision);
        if (published) accept(answer.revision, null);
        else detail.value = null;
      }),
    );
    return isDone ?? false;
  }

  /**
   * For tasks that concern the whole edition. If a colleague has changed it, the task is not repeated:
   * the new state is read and the problem thrown, so that the person sees both and decides.
   */
  async function orReload(task: (detail: EditionDetail) => Promise<void>): Promise<boolean> {
    try {
      await task(getDetail());
      return true;
    } catch (error) {
      if (isChanged(error)) await reload(getDetail().fiscalYear);
      throw error;
    }
  }

  function getDetail(): EditionDetail {
    if (!detail.value) throw new Error('no edition is open');
    return detail.value;
  }

  function getContent(): Catalogue {
    if (!content.value) throw new Error('no edition is open');
    return content.value;
  }

  return {
    ...state,
    detail,
    content,
    comparison,
    outlineChanges,
    find,
    load,
    save,
    remove,
    importList,
    saveOutline,
    publish,
    discard,
  };
});

function isChanged(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === CHANGED;
}

function isSame(one: Programme | undefined, other: Programme | undefined): boolean {
  return (
    one === other || (one !== undefined && other !== undefined && canonicalJson(one) === canonicalJson(other))
  );
}
