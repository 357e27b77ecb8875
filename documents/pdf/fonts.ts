import path from "node:path";
import { Font } from "@react-pdf/renderer";

export const FAMILY = "Noto Sans SC";
const FOLDER = path.join(
  /* turbopackIgnore: true */ process.cwd(),
  "node_modules",
  "@expo-google-fonts",
  "noto-sans-sc",
);

let isRegistered = false;

/** Registers the two weights once per process; the files are read at the first page that needs them and embedded as subsets. */
export function registerFonts(): void {
  if (isRegistered) return;
  isRegistered = true;
  Font.register({
    family: FAMILY,
    fonts: [
      { src: path.join(FOLDER, "400Regular", "NotoSansSC_400Regular.ttf"), fontWeight: 400 },
      { src: path.join(FOLDER, "700Bold", "NotoSansSC_700Bold.ttf"), fontWeight: 700 },
    ],
  });
  Font.registerHyphenationCallback(breakable);
}

const OPENING = "“‘（《「【(\\[";
const CLOSING = "，。、；：？！”’）》」】,.;:?!)\\]%…";
const WIDE = "\\u2e80-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const PIECE = new RegExp(`[${OPENING}]*(?:[${WIDE}]|[^${WIDE}${OPENING}${CLOSING}]+)?[${CLOSING}]*`, "gu");
/** A Latin word that is longer than a column is broken anywhere. */
const WORD_CHARS = 18;

/**
 * Where a line may break: between Chinese characters, but never before a closing mark or after an opening one. The empty pieces between
 * keep the layout from setting hyphens.
 */
function breakable(word: string): string[] {
  const pieces = word.match(PIECE)?.filter((piece) => piece !== "") ?? [word];
  return pieces.flatMap((piece) => (piece.length > WORD_CHARS ? [...piece] : [piece])).flatMap((piece) => [piece, ""]);
}
