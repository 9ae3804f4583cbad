import { WorkerFailure, WorkerLink } from '#client/workers/bridge/worker-link.ts';
import type { PhotoContract, PhotoRequest, PreparedPhoto } from './photo-contract.ts';
import { preparePhoto } from './prepare-photo.ts';

/**
 * Makes photos ready: in a worker, and where that cannot draw (browsers of before 2023) or fails, on the page. Each photo has
 * a worker of its own, which takes along what decoding has left in its memory.
 */
export class PhotoDesk {
  private link: WorkerLink<PhotoContract> | undefined;
  private isOnPage = typeof OffscreenCanvas === 'undefined';

  async prepare(file: File, keepsPlace: boolean): Promise<PreparedPhoto | null> {
    if (!this.isOnPage) {
      try {
        this.link = new WorkerLink<PhotoContract>(
          new Worker(new URL('./photo-worker.ts', import.meta.url), { type: 'module', name: 'photo' }),
        );
        return await this.link.ask('prepare', { file, keepsPlace });
      } catch (error) {
        if (!(error instanceof WorkerFailure)) throw error;
        this.isOnPage = true;
      } finally {
        this.close();
      }
    }
    return this.prepareOnPage({ file, keepsPlace });
  }

  /** Ends what is under way. */
  close(): void {
    this.link?.close();
    this.link = undefined;
  }

  private prepareOnPage(request: PhotoRequest): Promise<PreparedPhoto | null> {
    return preparePhoto(request, {
      makeSurface: (size) => Object.assign(document.createElement('canvas'), size),
      async encode(surface, quality) {
        const drawn = await new Promise<Blob | null>((resolve) =>
          (surface as HTMLCanvasElement).toBlob(resolve, 'image/jpeg', quality),
        );
        if (!drawn) throw new Error('the picture could not be drawn');
        return drawn.arrayBuffer();
      },
    });
  }
}
