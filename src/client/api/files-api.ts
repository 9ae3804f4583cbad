import type { DetailedError, Upload as TusUpload } from 'tus-js-client';
import { fileAddress, PIECE_BYTES, uploadIdOf, UPLOADS_PATH, type FilePart } from '#protocol/files.ts';
import type { ProblemDocument } from '#protocol/problems.ts';
import { ApiProblem, askServer, Unreachable } from './http.ts';

/* Photos and files. Everything throws ApiProblem and Unreachable. */

/** A request on which nothing moved for so long is given up: a browser would wait for ever. */
const SILENCE_MS = 45_000;
/** Between attempts at one piece; what fails on and on is taken up again by whoever sends (`sync/send-files.ts`). */
const RETRY_DELAYS_MS = [500, 2_000, 5_000];

export interface FileToUpload {
  attachmentId: string;
  part: FilePart;
  bytes: ArrayBuffer;
}

/**
 * Sends a file in pieces, going on where the server stands; resolves when it has verified the whole.
 *
 * @param onProgress hears how many bytes are up, each time that some have moved.
 */
export async function uploadFile(
  { attachmentId, part, bytes }: FileToUpload,
  { onProgress, signal }: { onProgress: (sentBytes: number) => void; signal: AbortSignal },
): Promise<void> {
  const { Upload } = await import('tus-js-client');
  await new Promise<void>((resolve, reject) => {
    let silence: ReturnType<typeof setTimeout> | undefined;
    const end = (settle: () => void): void => {
      clearTimeout(silence);
      signal.removeEventListener('abort', stop);
      settle();
    };
    const giveUp = (error: Unreachable): void => {
      // Ends the request that is under way; nothing is asked of the server, so nothing can fail.
      void upload.abort();
      end(() => reject(error));
    };
    const stop = (): void => giveUp(new Unreachable(signal.reason));
    const hear = (): void => {
      clearTimeout(silence);
      silence = setTimeout(() => giveUp(new Unreachable('silence', true)), SILENCE_MS);
    };
    const upload: TusUpload = new Upload(new Blob([bytes]), {
      endpoint: UPLOADS_PATH,
      uploadUrl: `${UPLOADS_PATH}/${uploadIdOf(attachmentId, part)}`,
      metadata: { attachmentId, part },
      chunkSize: PIECE_BYTES,
      retryDelays: RETRY_DELAYS_MS,
      storeFingerprintForResuming: false,
      onProgress: (sentBytes) => {
        hear();
        onProgress(sentBytes);
      },
      onSuccess: () => end(resolve),
      onError: (error) => end(() => reject(toApiError(error))),
    });
    if (signal.aborted) {
      stop();
      return;
    }
    signal.addEventListener('abort', stop);
    hear();
    upload.start();
  });
}

function toApiError(error: Error | DetailedError): ApiProblem | Unreachable {
  const answer = 'originalResponse' in error ? error.originalResponse : null;
  try {
    const problem = JSON.parse(answer?.getBody() ?? '') as Partial<ProblemDocument>;
    if (answer && problem.code && problem.title)
      return new ApiProblem(problem.code, problem.title, answer.getStatus());
  } catch {
    // Nobody of ours has answered.
  }
  return new Unreachable(error);
}

/** The bytes of a file as the server has them. */
export async function fetchFile(
  attachmentId: string,
  part: FilePart,
  signal?: AbortSignal,
): Promise<{ bytes: ArrayBuffer; mediaType: string }> {
  const { body, headers } = await askServer<ArrayBuffer>(fileAddress(attachmentId, part), {
    as: 'bytes',
    ...(signal && { signal }),
  });
  return { bytes: body, mediaType: headers.get('content-type') ?? 'application/octet-stream' };
}
