"use client";

import { useLocalStorage } from "@mantine/hooks";
import { useEffect, useRef } from "react";

const AGAIN_MS = 180_000;
const LOOK_MS = 5_000;

/**
 * Two soft notes for every ticket that nobody has seen yet: once when it comes, then every 3 minutes until it is
 * acknowledged. Muting is remembered on this tablet. Browsers give no sound before the first touch of the page.
 */
export function useChime(waiting: readonly number[]): { muted: boolean; mute: (on: boolean) => void } {
  const [muted, mute] = useLocalStorage({ key: "ya-wall-muted", defaultValue: false });
  const now = useRef({ waiting, muted });
  now.current = { waiting, muted };
  const audio = useRef<AudioContext | null>(null);

  useEffect(() => {
    const wake = () => {
      audio.current ??= new AudioContext();
      void audio.current.resume();
    };
    window.addEventListener("pointerdown", wake);
    window.addEventListener("keydown", wake);
    return () => {
      window.removeEventListener("pointerdown", wake);
      window.removeEventListener("keydown", wake);
      void audio.current?.close();
      audio.current = null;
    };
  }, []);

  useEffect(() => {
    let heard: ReadonlySet<number> = new Set();
    let last = 0;
    const look = () => {
      const { waiting: ids, muted: isMuted } = now.current;
      const isNew = ids.some((id) => !heard.has(id));
      const isDue = ids.length > 0 && performance.now() - last >= AGAIN_MS;
      heard = new Set(ids);
      if (!isNew && !isDue) return;
      last = performance.now();
      if (!isMuted && audio.current) ring(audio.current);
    };
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, []);

  return { muted, mute };
}

function ring(audio: AudioContext): void {
  for (const [at, hertz] of [
    [0, 880],
    [0.22, 660],
  ] as const) {
    const [tone, volume] = [audio.createOscillator(), audio.createGain()];
    const from = audio.currentTime + at;
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0.25, from);
    volume.gain.exponentialRampToValueAtTime(0.001, from + 0.6);
    tone.connect(volume).connect(audio.destination);
    tone.start(from);
    tone.stop(from + 0.6);
  }
}
