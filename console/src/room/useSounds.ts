// The room's sounds: made here, without a file. The browser lets them be heard after the first key or click.
import { useCallback, useEffect, useRef, useState } from "react";
import { silentUntil, TONES, type Tone, TUNES } from "../lib/sound";

const KEPT = "liandong.silent_until";

function kept(): number | undefined {
  try {
    return silentUntil(localStorage.getItem(KEPT), Date.now());
  } catch {
    return undefined;
  }
}

function sound(context: AudioContext, tone: Tone): void {
  for (const [hertz, begin, length] of TUNES[tone]) {
    const from = context.currentTime + begin;
    const note = context.createOscillator();
    const loudness = context.createGain();
    note.type = tone === "sos" ? "square" : "triangle";
    note.frequency.value = hertz;
    // Without a ramp it would click.
    loudness.gain.setValueAtTime(0, from);
    loudness.gain.linearRampToValueAtTime(tone === "sos" ? 0.5 : 0.35, from + 0.02);
    loudness.gain.linearRampToValueAtTime(0, from + length);
    note.connect(loudness).connect(context.destination);
    note.start(from);
    note.stop(from + length);
  }
}

export type Sounds = {
  /** When the silence ends, in milliseconds since 1970. */
  until: number | undefined;
  /** Whether the browser waits for a key or a click. */
  waits: boolean;
  silence: (minutes: number | undefined) => void;
  play: (tone: Tone) => void;
};

export function useSounds(): Sounds {
  const [until, setUntil] = useState(kept);
  const [waits, setWaits] = useState(true);
  const context = useRef<AudioContext>(undefined);
  const last = useRef<{ tone: Tone; at: number }>(undefined);
  const silent = useRef(until);
  silent.current = until;

  useEffect(() => {
    const wake = () => {
      context.current ??= new AudioContext();
      const { current } = context;
      void current.resume().then(() => setWaits(current.state !== "running"));
    };
    const kinds = ["pointerdown", "keydown"] as const;
    for (const kind of kinds) document.addEventListener(kind, wake, { once: true });
    return () => {
      for (const kind of kinds) document.removeEventListener(kind, wake);
      void context.current?.close();
      context.current = undefined;
    };
  }, []);

  // The silence ends by itself, also while nobody looks.
  useEffect(() => {
    if (until === undefined) return undefined;
    const timer = window.setTimeout(() => setUntil(undefined), Math.max(0, until - Date.now()));
    return () => window.clearTimeout(timer);
  }, [until]);

  const silence = useCallback((minutes: number | undefined) => {
    const to = minutes === undefined ? undefined : Date.now() + minutes * 60_000;
    setUntil(to);
    try {
      if (to === undefined) localStorage.removeItem(KEPT);
      else localStorage.setItem(KEPT, String(to));
    } catch {
      // Without storage the silence holds until the page is left.
    }
  }, []);

  const play = useCallback((tone: Tone) => {
    // A call for help is heard whatever was silenced.
    if (silent.current !== undefined && tone !== "sos") return;
    const { current } = context;
    if (current?.state !== "running") return;
    const now = current.currentTime;
    // A burst is one sound; what is more urgent is heard over it.
    const before = last.current;
    if (before && now - before.at < 1.2 && TONES.indexOf(before.tone) <= TONES.indexOf(tone)) return;
    last.current = { tone, at: now };
    sound(current, tone);
  }, []);

  return { until, waits, silence, play };
}
