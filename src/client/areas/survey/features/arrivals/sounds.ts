let context: AudioContext | undefined;

/** A short high tone: it was taken in. Silent where the browser has no sound. */
export function soundTaken(): void {
  play([[1_320, 0, 0.09]]);
}

/** Two low tones: somebody has to look. */
export function soundWrong(): void {
  play([
    [220, 0, 0.18],
    [165, 0.22, 0.3],
  ]);
}

/** @param tones frequency in hertz, when it begins and how long it lasts, in seconds */
function play(tones: readonly (readonly [frequency: number, from: number, length: number])[]): void {
  if (typeof AudioContext === 'undefined') return;
  try {
    context ??= new AudioContext();
    if (context.state === 'suspended') void context.resume().catch(() => undefined);
    for (const [frequency, from, length] of tones) {
      const tone = context.createOscillator();
      const volume = context.createGain();
      const start = context.currentTime + from;
      tone.type = 'square';
      tone.frequency.value = frequency;
      volume.gain.setValueAtTime(0.15, start);
      volume.gain.exponentialRampToValueAtTime(0.001, start + length);
      tone.connect(volume).connect(context.destination);
      tone.start(start);
      tone.stop(start + length);
    }
  } catch (error) {
    // The words on the screen say the same.
    console.warn('no sound', error);
  }
}
