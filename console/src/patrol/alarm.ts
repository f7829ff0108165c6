// Sound, vibration and notices. A browser lets a page sound only after it was touched once.
let context: AudioContext | undefined;
const hearers = new Set<() => void>();

function tell(): void {
  for (const hear of hearers) hear();
}

/** Called on the first touch; later touches wake a context that the phone has put to sleep. */
function unlock(): void {
  context ??= new AudioContext();
  if (context.state === "running") return;
  context.resume().then(tell, () => undefined);
}

/** Waits for the first touch. */
export function listen(): () => void {
  window.addEventListener("pointerdown", unlock);
  window.addEventListener("keydown", unlock);
  return () => {
    window.removeEventListener("pointerdown", unlock);
    window.removeEventListener("keydown", unlock);
  };
}

export const canSound = (): boolean => context?.state === "running";

export function subscribe(hear: () => void): () => void {
  hearers.add(hear);
  return () => void hearers.delete(hear);
}

export type Call = "assigned" | "asked" | "sos" | "news";

/** Tones (Hz, begin and end in seconds) that are told apart without looking, and their beat on the skin. */
const CALLS: Record<Call, { tones: [number, number, number][]; beat: number[] }> = {
  assigned: { tones: [[880, 0, 0.18], [1175, 0.22, 0.4], [880, 0.5, 0.68], [1175, 0.72, 0.9]], beat: [300, 120, 300] },
  asked: { tones: [[660, 0, 0.25], [660, 0.4, 0.65], [880, 0.8, 1.2]], beat: [150, 100, 150, 100, 400] },
  sos: { tones: [[1400, 0, 0.15], [1000, 0.15, 0.3], [1400, 0.3, 0.45], [1000, 0.45, 0.6], [1400, 0.6, 0.9]], beat: [500, 80, 500, 80, 500] },
  news: { tones: [[988, 0, 0.12]], beat: [120] },
};

const vibrate = (beat: number[]): void => {
  // Before the first touch the browser refuses, and says so in its log.
  if (navigator.userActivation?.hasBeenActive ?? true) navigator.vibrate?.(beat);
};

/** Ends the vibration. */
export const hush = (): void => vibrate([0]);

export function sound(call: Call): void {
  const { tones, beat } = CALLS[call];
  vibrate(beat);
  if (!context || context.state !== "running") return;
  const now = context.currentTime;
  for (const [hertz, from, to] of tones) {
    const tone = context.createOscillator();
    const loud = context.createGain();
    tone.type = "square";
    tone.frequency.value = hertz;
    // Edges that click are heard as a fault of the phone.
    loud.gain.setValueAtTime(0, now + from);
    loud.gain.linearRampToValueAtTime(0.35, now + from + 0.01);
    loud.gain.setValueAtTime(0.35, now + to - 0.02);
    loud.gain.linearRampToValueAtTime(0, now + to);
    tone.connect(loud).connect(context.destination);
    tone.start(now + from);
    tone.stop(now + to);
  }
}

/** A notice of the system, where the page is not in front and the member has allowed it. */
export async function notice(title: string, body: string): Promise<void> {
  if (document.visibilityState === "visible" || !("Notification" in window) || Notification.permission !== "granted") return;
  const worker = await navigator.serviceWorker?.getRegistration();
  await worker?.showNotification(title, { body, tag: "liandong-patrol", icon: "/icon-192.png", requireInteraction: true });
}
