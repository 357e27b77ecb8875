/**
 * Width of text in the printed face, in the unit of `size`. Close and rather too wide: Chinese characters are one em, figures 0.56 em;
 * Latin letters are counted with the widths of an average word.
 */
export function textWidth(text: string, size: number): number {
  let ems = 0;
  for (const letter of text) {
    if (letter >= "\u2e80") ems += 1;
    else if (/[A-Z%@&mwMW]/.test(letter)) ems += 0.78;
    else if (/[iljtf.,:;'|!() ]/.test(letter)) ems += 0.36;
    else if (/[“”‘’…—×·]/.test(letter)) ems += 1;
    else ems += 0.59;
  }
  return ems * size;
}

/** Lines that text takes in a column of that width. */
export const lineCount = (text: string, size: number, width: number): number =>
  Math.max(
    1,
    text.split("\n").reduce((lines, line) => lines + Math.max(1, Math.ceil((textWidth(line, size) * 1.04) / width)), 0),
  );

/** Lines that boxes of these widths take when they wrap, with a gap between them. */
export function wrappedRows(widths: readonly number[], gap: number, width: number): number {
  let rows = 1;
  let used = 0;
  for (const one of widths) {
    const next = Math.min(one, width);
    if (used > 0 && used + gap + next > width) {
      rows += 1;
      used = next;
    } else used += (used > 0 ? gap : 0) + next;
  }
  return rows;
}
