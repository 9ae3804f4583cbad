import { serveRequests } from '#client/workers/bridge/serve-requests.ts';
import type { PhotoContract } from './photo-contract.ts';
import { preparePhoto } from './prepare-photo.ts';

/** Makes photos ready off the page's thread. */
serveRequests<PhotoContract>(self, {
  prepare: (request) =>
    preparePhoto(request, {
      makeSurface: ({ width, height }) => new OffscreenCanvas(width, height),
      async encode(surface, quality) {
        const drawn = await (surface as OffscreenCanvas).convertToBlob({ type: 'image/jpeg', quality });
        return drawn.arrayBuffer();
      },
    }),
});
