import { computed, nextTick, shallowRef, type Ref } from 'vue';
import { layOutPaper } from '#domain/questionnaire/paper/paper-questionnaire.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import { fillPages, listBlocks, type PaperBlock } from './paper-pages.ts';

/** Height of a page for questions, below its head: 297 mm without margins and head. */
const BODY_MM = 297 - 20 - 24 - 1;
const MM_PER_PX = 25.4 / 96;

/** A questionnaire on pages, parted by how high its questions really are in this browser. */
export function usePaper(
  questionnaire: () => Questionnaire | undefined,
  trial: Readonly<Ref<HTMLElement | null>>,
) {
  const blocks = computed(() => {
    const given = questionnaire();
    return given ? listBlocks(layOutPaper(given)) : [];
  });
  const pages = shallowRef<PaperBlock[][]>();

  /** Measures what stands in `trial`: all blocks on one endless page. */
  async function measure(): Promise<void> {
    pages.value = undefined;
    await nextTick();
    await document.fonts.ready;
    const heightOf = (element: Element): number => element.getBoundingClientRect().height * MM_PER_PX;
    const found = [...(trial.value?.querySelectorAll('.block') ?? [])];
    const head = trial.value?.querySelector('.head');
    const headHeight = head ? heightOf(head) : 0;
    pages.value = fillPages(blocks.value, found.map(heightOf), {
      first: BODY_MM - headHeight,
      other: BODY_MM,
    });
  }

  return { blocks, pages, measure };
}
