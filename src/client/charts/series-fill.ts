import type { ChartColours } from './chart-colours.ts';

/** Stripes beside plain colours: series are told apart without colour vision and in a grey print. */
const STRIPES = ['none', 'rising', 'falling'] as const;
const TILE_PX = 8;

/**
 * The fill of a series: its colour, plain for the first, striped one way or the other for
 * those that follow, so that neighbours never differ by colour alone. When the colours begin
 * again the stripes are others.
 */
export function computeSeriesFill(index: number, colours: ChartColours): string | CanvasPattern {
  const colour = colours.series[index % colours.series.length]!;
  const round = Math.floor(index / colours.series.length);
  const stripes = STRIPES[(index + round) % STRIPES.length];
  return stripes === 'none'
    ? colour
    : (createStripes(colour, colours.surface, stripes === 'rising') ?? colour);
}

function createStripes(colour: string, ground: string, isRising: boolean): CanvasPattern | null {
  const tile = document.createElement('canvas');
  tile.width = TILE_PX;
  tile.height = TILE_PX;
  const context = tile.getContext('2d');
  if (!context) return null;
  context.fillStyle = colour;
  context.fillRect(0, 0, TILE_PX, TILE_PX);
  context.strokeStyle = ground;
  context.globalAlpha = 0.45;
  context.lineWidth = 2;
  context.beginPath();
  // Three lines, so that the stripe goes on without a gap from tile to tile.
  for (const offset of [-TILE_PX, 0, TILE_PX]) {
    context.moveTo(offset, isRising ? TILE_PX : 0);
    context.lineTo(offset + TILE_PX, isRising ? 0 : TILE_PX);
  }
  context.stroke();
  return context.createPattern(tile, 'repeat');
}
