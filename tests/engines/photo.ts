/*
 * Run within the pages, as bodies of functions: what a camera and a person's choice of a file come to, and what is seen of it.
 */

/** Chooses a photo of twelve megapixels, red to its left and blue to its right, whose camera lay on its side (orientation 6). */
export const CHOOSE_PHOTO = `
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [4000, 3000];
  const context = canvas.getContext('2d');
  context.fillStyle = '#c00';
  context.fillRect(0, 0, 2000, 3000);
  context.fillStyle = '#00c';
  context.fillRect(2000, 0, 2000, 3000);
  const drawn = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.8));
  const exif = new Uint8Array([
    0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8,
    0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0,
  ]);
  const file = new File([drawn.slice(0, 2), exif, drawn.slice(2)], 'IMG_1.jpg', { type: 'image/jpeg' });
  const chosen = new DataTransfer();
  chosen.items.add(file);
  const input = document.querySelector('input[type=file][multiple]');
  input.closest('section').scrollIntoView({ block: 'start' });
  input.files = chosen.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
  return null;`;

/** The size and the colours at the top and at the bottom of the photo that is shown. */
export const LOOK_AT_PHOTO = `
  const picture = document.querySelector('section[aria-label="写真・ファイル"] img');
  if (!picture) return null;
  await picture.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [picture.naturalWidth, picture.naturalHeight];
  const context = canvas.getContext('2d');
  context.drawImage(picture, 0, 0);
  const colourAt = (y) => {
    const [red, , blue] = context.getImageData(canvas.width / 2, y, 1, 1).data;
    return red > 150 && blue < 80 ? 'red' : blue > 150 && red < 80 ? 'blue' : red + ' ' + blue;
  };
  return [canvas.width, canvas.height, colourAt(10), colourAt(canvas.height - 10)].join(' ');`;
