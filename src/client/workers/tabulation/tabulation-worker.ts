import { TabulationService, type TabulationRequest } from './tabulation-service.ts';

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's channel has no origin
const service = new TabulationService((answer) => self.postMessage(answer));

self.addEventListener('message', ({ data }: MessageEvent<TabulationRequest>) => service.receive(data));
