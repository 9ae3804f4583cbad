import type { PaperItem, PaperSection } from '#domain/questionnaire/paper/paper-questionnaire.ts';

/** What is kept together on a page: a question, with the heading of its section where it is the first one. */
export interface PaperBlock {
  key: string;
  heading: string | undefined;
  paper: PaperItem;
}

/** The blocks of a questionnaire in their order. */
export function listBlocks(sections: readonly PaperSection[]): PaperBlock[] {
  return sections.flatMap(({ label, items }) =>
    items.map((paper, index) => ({
      key: paper.item.code,
      heading: index === 0 ? label.ja : undefined,
      paper,
    })),
  );
}

/**
 * Parts blocks into pages, none over two of them; one that is higher than a page has its own.
 *
 * @param heights of the blocks
 * @param room of a page; the first one has less
 */
export function fillPages<Block>(
  blocks: readonly Block[],
  heights: readonly number[],
  { first, other }: { first: number; other: number },
): Block[][] {
  const pages: Block[][] = [[]];
  let left = first;
  blocks.forEach((block, index) => {
    const height = heights[index] ?? 0;
    if (height > left && pages.at(-1)!.length > 0) {
      pages.push([]);
      left = other;
    }
    pages.at(-1)!.push(block);
    left -= height;
  });
  return pages;
}
