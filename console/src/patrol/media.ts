// Photos made small enough for a bad line, and voice notes in a form that the server takes.
import { RATE, scaled, wav } from "../lib/patrolWav";

const LONGEST = 1600;
const QUALITY = 0.8;

/** A smaller JPEG of a photo. Drawn anew, it carries no position and no other particulars. */
export async function smaller(photo: Blob): Promise<Blob> {
  const image = await createImageBitmap(photo, { imageOrientation: "from-image" });
  const size = scaled(image.width, image.height, LONGEST);
  const canvas = document.createElement("canvas");
  Object.assign(canvas, size);
  canvas.getContext("2d")?.drawImage(image, 0, 0, size.width, size.height);
  image.close();
  const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  if (!made) throw new Error("the photo cannot be drawn");
  return made;
}

/** What the server takes, in the order of preference. */
const TAKEN = ["audio/mp4;codecs=mp4a.40.2", "audio/ogg;codecs=opus"];

export type Recording = { stop: () => Promise<Blob>; cancel: () => void };

/** Begins a voice note. Rejected where the phone or the page's policy gives no microphone. */
export async function record(): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true } });
  const type = TAKEN.find((one) => MediaRecorder.isTypeSupported(one));
  const recorder = new MediaRecorder(stream, { audioBitsPerSecond: 32_000, ...(type ? { mimeType: type } : {}) });
  const parts: Blob[] = [];
  recorder.ondataavailable = (event) => parts.push(event.data);
  const ended = new Promise<void>((done) => {
    recorder.onstop = () => done();
  });
  recorder.start(1000);
  const end = async () => {
    if (recorder.state !== "inactive") recorder.stop();
    await ended;
    for (const track of stream.getTracks()) track.stop();
  };
  return {
    stop: async () => {
      await end();
      const whole = new Blob(parts, { type: recorder.mimeType });
      return type ? whole : asWav(whole);
    },
    cancel: () => void end(),
  };
}

async function asWav(voice: Blob): Promise<Blob> {
  const context = new OfflineAudioContext(1, 1, RATE);
  const heard = await context.decodeAudioData(await voice.arrayBuffer());
  return new Blob([wav(heard.getChannelData(0), heard.sampleRate)], { type: "audio/wav" });
}
