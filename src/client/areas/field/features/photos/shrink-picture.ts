import { fit } from '#client/workers/photo/prepare-photo.ts';

/** A picture with its longest side cut down to so many pixels, as a JPEG; one that is no larger is given as it is. */
export async function shrinkPicture(picture: Blob, longest: number): Promise<Blob> {
  const bitmap = await createImageBitmap(picture);
  try {
    const size = fit(bitmap, longest);
    if (size.width === bitmap.width) return picture;
    const canvas = Object.assign(document.createElement('canvas'), size);
    const context = canvas.getContext('2d');
    if (!context) return picture;
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, size.width, size.height);
    const drawn = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
    // Its memory is given back at once, and not when the browser comes to tidy up.
    Object.assign(canvas, { width: 0, height: 0 });
    return drawn ?? picture;
  } finally {
    bitmap.close();
  }
}
