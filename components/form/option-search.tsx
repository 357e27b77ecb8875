"use client";

import { Combobox, InputBase, Loader, useCombobox } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useRef, useState } from "react";

export type FoundOption = { id: number; label: string; hint?: string; disabled?: boolean };

/**
 * Finds one of many on the server while typing, and hands it over. The box empties itself afterwards, so that the next one
 * can be typed at once. ↑ ↓ Enter choose, Esc closes.
 */
export function OptionSearch<Option extends FoundOption>(props: {
  label: string;
  placeholder: string;
  find: (text: string) => Promise<Option[]>;
  onPick: (option: Option) => void;
  /** What to say when nothing fits: 没有叫“{text}”的食材. */
  what: string;
  /** Look at once when opened, before anything is typed. */
  eager?: boolean;
  size?: string;
  error?: string;
}) {
  const { label, placeholder, find, onPick, what, eager = true, size = "sm" } = props;
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [text, setText] = useState("");
  const [found, show] = useState<Option[] | null>(null);
  const [busy, setBusy] = useState(false);
  const turn = useRef(0);
  const look = async (wanted: string) => {
    const mine = ++turn.current;
    setBusy(true);
    const options = await find(wanted.trim()).catch(() => []);
    if (mine !== turn.current) return; // a later question is on its way
    setBusy(false);
    show(options);
    combobox.updateSelectedOptionIndex("active");
    combobox.selectFirstOption();
  };
  const lookSoon = useDebouncedCallback(look, 180);
  const open = () => {
    combobox.openDropdown();
    if (found === null && eager) void look(text);
  };
  const pick = (id: string) => {
    const option = found?.find((o) => String(o.id) === id);
    if (!option) return;
    onPick(option);
    setText("");
    show(null);
    combobox.closeDropdown();
  };
  return (
    <Combobox store={combobox} onOptionSubmit={pick} shadow="md">
      <Combobox.Target>
        <InputBase
          size={size}
          aria-label={label}
          placeholder={placeholder}
          value={text}
          error={props.error}
          leftSection={<IconSearch size={15} stroke={1.75} aria-hidden />}
          rightSection={busy ? <Loader size={14} /> : null}
          onChange={(event) => {
            setText(event.currentTarget.value);
            combobox.openDropdown();
            lookSoon(event.currentTarget.value);
          }}
          onClick={open}
          onFocus={open}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            if (event.key === "Enter") event.preventDefault(); // Enter chooses; it must not send the form
          }}
          autoComplete="off"
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={found === null}>
        <Combobox.Options mah={280} style={{ overflowY: "auto" }} aria-label={label}>
          {found?.map((option) => (
            <Combobox.Option key={option.id} value={String(option.id)} disabled={option.disabled}>
              {option.label}
              {option.hint && <span className="ya-note"> {option.hint}</span>}
            </Combobox.Option>
          ))}
          {found?.length === 0 && (
            <Combobox.Empty>{text.trim() ? `没有叫“${text.trim()}”的${what}` : `还没有${what}`}</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
