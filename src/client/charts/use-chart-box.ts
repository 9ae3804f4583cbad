import { onBeforeUnmount, onMounted, ref, type Ref, type ShallowRef } from 'vue';
import { onThemeChange } from './chart-colours.ts';

/**
 * The width of the box that a chart is drawn in, in pixels, followed as it changes; the
 * chart is drawn when the box is there, and again in the colours of another theme.
 */
export function useChartBox(box: Readonly<ShallowRef<HTMLElement | null>>, draw: () => void): Ref<number> {
  const widthPx = ref(0);
  let stopFollowing: (() => void) | undefined;
  let sizes: ResizeObserver | undefined;
  onMounted(() => {
    widthPx.value = box.value?.clientWidth ?? 0;
    draw();
    stopFollowing = onThemeChange(draw);
    sizes = new ResizeObserver(([entry]) => (widthPx.value = entry?.contentRect.width ?? 0));
    if (box.value) sizes.observe(box.value);
  });
  onBeforeUnmount(() => {
    stopFollowing?.();
    sizes?.disconnect();
  });
  return widthPx;
}
