let audio: AudioContext | undefined;

/** A short low tone, twice: somebody who looks at the paper, not at the screen, has to hear it. Silent where there is no sound. */
export function beep(): void {
  try {
    audio ??= new AudioContext();
    for (const delay of [0, 0.16]) {
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.type = 'square';
      tone.frequency.value = 330;
      volume.gain.value = 0.15;
      tone.connect(volume).connect(audio.destination);
      tone.start(audio.currentTime + delay);
      tone.stop(audio.currentTime + delay + 0.1);
    }
  } catch {
    // What the sound says stands on the screen as well.
  }
}
