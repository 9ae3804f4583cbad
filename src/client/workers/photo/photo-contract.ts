/** A photo as it is kept and sent. */
export interface PreparedPhoto {
  bytes: ArrayBuffer;
  mediaType: string;
  /** In pixels, of what could be drawn. */
  width?: number;
  height?: number;
  thumbnail?: ArrayBuffer;
  /** Where it says that it was taken, `latitude,longitude`; only where that was asked for. */
  place?: string;
  /** It could not be drawn here and stays as it was, with all that is in it. */
  isAsItWas: boolean;
}

export interface PhotoRequest {
  /** By reference: its bytes are in no memory but the one that decodes them. */
  file: Blob;
  keepsPlace: boolean;
}

/** What the page asks the worker that makes photos ready; null is the answer to what is no photo and no PDF. */
export type PhotoContract = { prepare: { request: PhotoRequest; answer: PreparedPhoto | null } };
