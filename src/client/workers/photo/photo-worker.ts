import { serveRequests } from '#client/workers/bridge/serve-requests.ts';
import type { PhotoContract } from './photo-contract.ts';
import { preparePhoto } from './prepare-photo.ts';

/** Makes photos ready off the page's thread. */
serveRequests<PhotoContract>(self, {
  prepare: (request) =>
    preparePhoto(request, async (picture, { width, height }, quality) => {
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d');
      if (!context) throw new Error('nothing can be drawn in this worker');
      context.imageSmoothingQuality = 'high';
      context.drawImage(picture, 0, 0, width, height);
      return (await canvas.convertToBlob({ type: 'image/jpeg', quality })).arrayBuffer();
    }),
});
