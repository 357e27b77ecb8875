"use client";

import { type ChangeEvent, type FocusEvent, type KeyboardEvent, useRef, useState } from "react";

/**
 * Lets people type freely while the value stays canonical: while the field has the focus their text is shown, on leaving
 * it the value's own form. `shown` is for reading, `edited` for typing.
 */
export function useDraft<T>(value: T, shown: (value: T) => string, edited: (value: T) => string) {
  const [draft, setDraft] = useState<string | null>(null);
  const isPressed = useRef(false);
  return {
    draft,
    clear: () => setDraft(null),
    input: (commit: (text: string) => void, leave: () => void, keep: () => boolean = () => false) => ({
      value: draft ?? shown(value),
      onMouseDown: () => {
        isPressed.current = true;
      },
      onFocus: (event: FocusEvent<HTMLInputElement>) => {
        const field = event.currentTarget;
        const text = draft ?? edited(value);
        // Come to by keyboard all is selected, for the next key to replace. React would put the other text there too late
        // and leave the caret behind it: what is typed would be added to the old figure.
        field.value = text;
        if (!isPressed.current) field.select();
        isPressed.current = false;
        setDraft(text);
      },
      onChange: (event: ChangeEvent<HTMLInputElement>) => {
        setDraft(event.currentTarget.value);
        commit(event.currentTarget.value);
      },
      onBlur: () => {
        isPressed.current = false;
        if (!keep()) setDraft(null);
        leave();
      },
      onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => {
        if (event.key === "Enter" && !keep()) setDraft(edited(value));
      },
    }),
  };
}
