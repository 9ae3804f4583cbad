import { WorkerFailure, WorkerLink } from '#client/workers/bridge/worker-link.ts';
import type { PhotoContract, PhotoRequest, PreparedPhoto } from './photo-contract.ts';
import { preparePhoto } from './prepare-photo.ts';

/**
 * Makes photos ready one after the other: in a worker, and where that cannot draw (browsers of before 2023) or fails, on
 * the page.
 */
export class PhotoDesk {
  private link: WorkerLink<PhotoContract> | undefined;
  private isOnPage = typeof OffscreenCanvas === 'undefined';

  async prepare(file: File, keepsPlace: boolean): Promise<PreparedPhoto | null> {
    if (!this.isOnPage) {
      try {
        this.link ??= new WorkerLink<PhotoContract>(
          new Worker(new URL('./photo-worker.ts', import.meta.url), { type: 'module', name: 'photo' }),
        );
        return await this.link.ask('prepare', { file, keepsPlace });
      } catch (error) {
        if (!(error instanceof WorkerFailure)) throw error;
        this.close();
        this.isOnPage = true;
      }
    }
    return this.prepareOnPage({ file, keepsPlace });
  }

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
