// A voice note as WAV: what every browser can make and the server takes, where it records nothing better.

/** Speech needs no more. */
export const RATE = 16_000;

/** One channel of samples from −1 to 1 as 16-bit WAV. */
export function wav(samples: Float32Array, rate: number): Uint8Array<ArrayBuffer> {
  const bytes = new ArrayBuffer(44 + samples.length * 2);
  const view = new DataView(bytes);
  const word = (at: number, text: string) => [...text].forEach((letter, nth) => view.setUint8(at + nth, letter.charCodeAt(0)));
  word(0, "RIFF");
  view.setUint32(4, 36 + samples.length * 2, true);
  word(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  word(36, "data");
  view.setUint32(40, samples.length * 2, true);
  samples.forEach((sample, nth) => view.setInt16(44 + nth * 2, Math.round(Math.min(1, Math.max(-1, sample)) * 32_767), true));
  return new Uint8Array(bytes);
}

/** The size of a picture that is scaled down so that its longer side is at most so long. */
export function scaled(width: number, height: number, longest: number): { width: number; height: number } {
  const factor = Math.min(1, longest / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}
