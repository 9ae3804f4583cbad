import { ref, watch, type Ref } from 'vue';
import { useRoute } from 'vue-router';
import { useLiveQuery } from '#client/records/live-query.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import { chooseResponse, listResponsesOfVisit } from './find-response.ts';

/**
 * Which response of a visit is on the screen: the one that the address names, else this
 * person's, else the visit's first. It is chosen once: a colleague's response that arrives
 * meanwhile must not take its place.
 */
export function useResponseChoice(visitId: () => string): {
  responseId: Ref<string | undefined>;
  ready: Readonly<Ref<boolean>>;
} {
  const { db, session } = useWorkspace();
  const route = useRoute();
  const responses = useLiveQuery(() => listResponsesOfVisit(db, visitId()), [], visitId);
  const responseId = ref<string>();

  watch(
    responses.data,
    (found) => {
      const has = (id: unknown): boolean => found.some((response) => response.id === id);
      if (has(responseId.value)) return;
      const named = route.query['response'];
      const chosen = found.find(({ id }) => id === named) ?? chooseResponse(found, session.user.id);
      if (chosen) responseId.value = chosen.id;
    },
    { immediate: true },
  );
  return { responseId, ready: responses.ready };
}
