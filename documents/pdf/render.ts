import { type DocumentProps, renderToBuffer } from "@react-pdf/renderer";
import type { ReactElement } from "react";
import { registerFonts } from "./fonts";

/** The bytes of a document, fonts embedded as subsets. About 1 s for 200 rows of Chinese. */
export async function renderPdf(element: ReactElement<DocumentProps>): Promise<Uint8Array> {
  registerFonts();
  return new Uint8Array(await renderToBuffer(element));
}
