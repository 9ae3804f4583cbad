/** Reads the QR codes that a picture shows. */
export type CodeReader = (picture: HTMLVideoElement) => Promise<string[]>;

/** Not in every browser, nor in the types of the language. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

/** Larger pictures take longer and show no more of a code that is held before the camera. */
const LONGEST_SIDE = 480;

/** What the browser reads by itself, else what we read: Safari, Firefox and Chrome on Windows have nothing of their own. */
export async function openCodeReader(): Promise<CodeReader> {
  const Detector = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  if (Detector && (await Detector.getSupportedFormats()).includes('qr_code')) {
    const detector = new Detector({ formats: ['qr_code'] });
    return async (picture) => (await detector.detect(picture)).map(({ rawValue }) => rawValue);
  }
  const { readQrCode } = await import('#client/browser/qr-code/read-qr-code.ts');
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return (picture) => {
    const { videoWidth, videoHeight } = picture;
    const scale = Math.min(1, LONGEST_SIDE / Math.max(videoWidth, videoHeight, 1));
    canvas.width = Math.round(videoWidth * scale);
    canvas.height = Math.round(videoHeight * scale);
    if (!context || canvas.width === 0 || canvas.height === 0) return Promise.resolve([]);
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
    const text = readQrCode(data, width, height);
    return Promise.resolve(text === undefined ? [] : [text]);
  };
}
