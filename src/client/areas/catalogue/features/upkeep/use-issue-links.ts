import { onMounted, reactive, ref, shallowRef } from 'vue';
import { fetchIssueLinks, putIssueLinks } from '#client/api/catalogue-api.ts';
import { ApiProblem } from '#client/api/http.ts';
import { useAttempt } from '#client/api/use-attempt.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import { refreshDocuments } from '#client/sync/refresh-documents.ts';
import type { IssueProgrammeLink } from '#domain/catalogue/issue-links.ts';
import type { IssueLinksDetail } from '#protocol/catalogue.ts';

/** Which link: there is one for an issue and a programme. */
export type LinkPlace = Pick<IssueProgrammeLink, 'issue' | 'programme'>;

/** A place that a change touches, and what it takes to stand there. */
interface Touched {
  place: LinkPlace;
  before?: IssueProgrammeLink | undefined;
}

/** Somebody else has changed the very link that was to be changed; nothing was. */
export interface OvertakenLink {
  /** As it is by now; `undefined` when they took it out. */
  theirs: IssueProgrammeLink | undefined;
}

/** The links from issues to programmes as the server has them; each change is sent at once. */
export function useIssueLinks() {
  const { db } = useWorkspace();
  const { attempt, ...state } = useAttempt();
  const detail = shallowRef<IssueLinksDetail | null>(null);
  const isReady = ref(false);
  const overtaken = shallowRef<OvertakenLink | null>(null);

  async function load(): Promise<void> {
    await attempt(async () => {
      // Quotations are held beside the sheets on this device: they have to be the published ones.
      await refreshDocuments(db);
      detail.value = await fetchIssueLinks();
      isReady.value = true;
    });
  }

  /** Puts a link in place of the one it was made from (if any); true when the server has it. */
  function put(link: IssueProgrammeLink, before?: IssueProgrammeLink): Promise<boolean> {
    const touched: Touched[] =
      before && !isAt(before, link)
        ? [{ place: before, before }, { place: link }]
        : [{ place: link, before }];
    return change(touched, (links) => [
      ...links.filter((other) => !touched.some(({ place }) => isAt(other, place))),
      link,
    ]);
  }

  /** Takes out a link as it was shown; true when the server has done so. */
  function remove(link: IssueProgrammeLink): Promise<boolean> {
    return change([{ place: link, before: link }], (links) => links.filter((other) => !isAt(other, link)));
  }

  /**
   * A change says what becomes of one link, so that it can be made once more on somebody else's
   * newer list; `overtaken` tells that it was not, as that very link is another by now.
   */
  async function change(
    touched: readonly Touched[],
    edit: (links: readonly IssueProgrammeLink[]) => IssueProgrammeLink[],
  ): Promise<boolean> {
    overtaken.value = null;
    const isDone = await attempt(async () => {
      const known = detail.value ?? (await fetchIssueLinks());
      try {
        return await send(known);
      } catch (error) {
        if (!(error instanceof ApiProblem) || error.code !== 'issue-links-changed') throw error;
        return send(await fetchIssueLinks());
      }
    });
    return isDone ?? false;

    async function send(onto: IssueLinksDetail): Promise<boolean> {
      detail.value = onto;
      const edited = edit(onto.links);
      const changed = touched.find(({ place, before }) => {
        const theirs = find(onto.links, place);
        return !isSame(theirs, before) && !isSame(theirs, find(edited, place));
      });
      if (changed) {
        overtaken.value = { theirs: find(onto.links, changed.place) };
        return false;
      }
      detail.value = await putIssueLinks(edited, onto.revision);
      return true;
    }
  }

  function forget(): void {
    overtaken.value = null;
    state.forget();
  }

  onMounted(load);
  return reactive({ detail, isReady, overtaken, ...state, forget, load, put, remove });
}

function isAt(link: LinkPlace, place: LinkPlace): boolean {
  return link.issue === place.issue && link.programme === place.programme;
}

function find(links: readonly IssueProgrammeLink[], place: LinkPlace): IssueProgrammeLink | undefined {
  return links.find((link) => isAt(link, place));
}

function isSame(one: IssueProgrammeLink | undefined, other: IssueProgrammeLink | undefined): boolean {
  if (!one || !other) return one === other;
  return isAt(one, other) && one.weight === other.weight && one.quotation === other.quotation;
}
