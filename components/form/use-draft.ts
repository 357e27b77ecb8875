"use client";

import { type ChangeEvent, type KeyboardEvent, useState } from "react";

/**
 * Lets people type freely while the value stays canonical: while the field has the focus their text is shown, on leaving
 * it the value's own form. `shown` is for reading, `edited` for typing.
 */
export function useDraft<T>(value: T, shown: (value: T) => string, edited: (value: T) => string) {
  const [draft, setDraft] = useState<string | null>(null);
  return {
    draft,
    clear: () => setDraft(null),
    input: (commit: (text: string) => void, leave: () => void, keep: () => boolean = () => false) => ({
      value: draft ?? shown(value),
      onFocus: () => setDraft((text) => text ?? edited(value)),
      onChange: (event: ChangeEvent<HTMLInputElement>) => {
        setDraft(event.currentTarget.value);
        commit(event.currentTarget.value);
      },
      onBlur: () => {
        if (!keep()) setDraft(null);
        leave();
      },
      onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => {
        if (event.key === "Enter" && !keep()) setDraft(edited(value));
      },
    }),
  };
}
