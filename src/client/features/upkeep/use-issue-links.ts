import { onMounted, reactive, ref, shallowRef } from 'vue';
import { fetchIssueLinks, putIssueLinks } from '#client/api/catalogue-api.ts';
import { ApiProblem } from '#client/api/http.ts';
import { useAttempt } from '#client/api/use-attempt.ts';
import { useWorkspace } from '#client/storage/workspace.ts';
import { refreshDocuments } from '#client/sync/refresh-documents.ts';
import type { IssueProgrammeLink } from '#domain/catalogue/issue-links.ts';
import type { IssueLinksDetail } from '#protocol/catalogue.ts';

/** Which link: there is one for an issue and a programme. */
export type LinkPlace = Pick<IssueProgrammeLink, 'issue' | 'programme'>;

/** The links from issues to programmes as the server has them; each change is sent at once. */
export function useIssueLinks() {
  const { db } = useWorkspace();
  const { attempt, ...state } = useAttempt();
  const detail = shallowRef<IssueLinksDetail | null>(null);
  const isReady = ref(false);

  async function load(): Promise<void> {
    await attempt(async () => {
      // Quotations are held beside the sheets on this device: they have to be the published ones.
      await refreshDocuments(db);
      detail.value = await fetchIssueLinks();
      isReady.value = true;
    });
  }

  /** Puts a link in place of the one at `before` (if any); true when the server has it. */
  function put(link: IssueProgrammeLink, before?: LinkPlace): Promise<boolean> {
    return change((links) => [...links.filter((other) => !isAt(other, link) && !(before && isAt(other, before))), link]);
  }

  function remove(place: LinkPlace): Promise<boolean> {
    return change((links) => links.filter((link) => !isAt(link, place)));
  }

  /** A change says what becomes of one link, so that it can be made once more on somebody else's newer list. */
  async function change(edit: (links: readonly IssueProgrammeLink[]) => IssueProgrammeLink[]): Promise<boolean> {
    const isDone = await attempt(async () => {
      const known = detail.value ?? (await fetchIssueLinks());
      try {
        detail.value = await putIssueLinks(edit(known.links), known.revision);
      } catch (error) {
        if (!(error instanceof ApiProblem) || error.code !== 'issue-links-changed') throw error;
        const newer = await fetchIssueLinks();
        detail.value = await putIssueLinks(edit(newer.links), newer.revision);
      }
      return true;
    });
    return isDone ?? false;
  }

  onMounted(load);
  return reactive({ detail, isReady, ...state, load, put, remove });
}

function isAt(link: LinkPlace, place: LinkPlace): boolean {
  return link.issue === place.issue && link.programme === place.programme;
}
