"use client";

import { type Dispatch, useEffect, useRef } from "react";
import { type EditorAction, type EditorState, type Kept, keep } from "./state";

/** Steps and unsaved cells survive a reload, in this browser and for this person. */
export function useKept(name: string, state: EditorState, dispatch: Dispatch<EditorAction>): void {
  const restored = useRef(false);
  useEffect(() => {
    if (restored.current) return;
    restored.current = true;
    const kept = read(name);
    if (kept) dispatch({ type: "restore", kept });
  }, [name, dispatch]);

  useEffect(() => {
    if (!restored.current) return;
    const timer = setTimeout(() => write(name, keep(state)), 200);
    return () => clearTimeout(timer);
  }, [name, state]);
}

function read(name: string): Kept | null {
  try {
    const text = localStorage.getItem(name);
    return text ? (JSON.parse(text) as Kept) : null;
  } catch {
    return null; // a browser without storage edits all the same
  }
}

function write(name: string, kept: Kept | null): void {
  try {
    if (kept) localStorage.setItem(name, JSON.stringify(kept));
    else localStorage.removeItem(name);
  } catch {
    // full or forbidden: the server still has everything that was saved
  }
}
