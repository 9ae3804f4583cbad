import { computed, shallowRef, type ComputedRef } from 'vue';

/** A row that is being dragged, measured in CSS pixels when it was taken. */
interface Drag {
  from: number;
  to: number;
  pointerId: number;
  startY: number;
  movedY: number;
  rows: readonly { top: number; height: number }[];
}

export interface DragOrder {
  /** The place a row was taken from; `undefined` while none is. */
  from: ComputedRef<number | undefined>;
  /** Where the row at a place would stand if the dragged one were dropped now. */
  placeOf(place: number): number;
  /** How far the row at a place is away from where it belongs, for `translate`. */
  offsetOf(place: number): number;
  start(place: number, event: PointerEvent): void;
  follow(event: PointerEvent): void;
  drop(): void;
  cancel(): void;
}

/** The order without the row at `from`, which comes to stand at `to`. */
export function moveRow<Row>(rows: readonly Row[], from: number, to: number): Row[] {
  const order = [...rows];
  order.splice(to, 0, ...order.splice(from, 1));
  return order;
}

/**
 * Drags a row of a list up and down by any pointer. While it is dragged rows are only
 * drawn elsewhere: a browser would let go of the pointer if they were moved in the page.
 */
export function useDragOrder(
  list: () => HTMLElement | null,
  drop: (from: number, to: number) => Promise<void>,
): DragOrder {
  const drag = shallowRef<Drag>();

  function start(place: number, event: PointerEvent): void {
    const element = list();
    if (!element || event.button !== 0 || drag.value) return;
    const rows = [...element.children].map((row) => row.getBoundingClientRect());
    const { pointerId, clientY } = event;
    drag.value = { from: place, to: place, pointerId, startY: clientY, movedY: 0, rows };
    element.setPointerCapture(pointerId);
  }

  function follow({ clientY, pointerId }: PointerEvent): void {
    const current = drag.value;
    const row = current?.rows[current.from];
    if (!current || !row || pointerId !== current.pointerId) return;
    const movedY = clientY - current.startY;
    const middle = row.top + row.height / 2 + movedY;
    const passed = current.rows.filter(
      ({ top, height }, place) => place !== current.from && top + height / 2 < middle,
    );
    drag.value = { ...current, movedY, to: passed.length };
  }

  function end(): Drag | undefined {
    const ended = drag.value;
    drag.value = undefined;
    return ended;
  }

  function placeOf(place: number): number {
    const current = drag.value;
    if (!current) return place;
    const { from, to } = current;
    if (place === from) return to;
    if (place > from && place <= to) return place - 1;
    return place < from && place >= to ? place + 1 : place;
  }

  return {
    from: computed(() => drag.value?.from),
    placeOf,
    offsetOf(place) {
      const current = drag.value;
      if (!current) return 0;
      if (place === current.from) return current.movedY;
      return (placeOf(place) - place) * (current.rows[current.from]?.height ?? 0);
    },
    start,
    follow,
    drop() {
      const ended = end();
      if (ended && ended.from !== ended.to) void drop(ended.from, ended.to);
    },
    cancel: () => void end(),
  };
}
