export const SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
export const PDF = "application/pdf";

/** An xlsx to save, under a Chinese name. */
export const sheetResponse = (bytes: Uint8Array, name: string): Response =>
  fileResponse(bytes, SHEET, `${name}.xlsx`, "attachment");

/** A PDF that the browser shows, ready to print. */
export const pdfResponse = (bytes: Uint8Array, name: string): Response =>
  fileResponse(bytes, PDF, `${name}.pdf`, "inline");

const fileResponse = (bytes: Uint8Array, type: string, name: string, how: "attachment" | "inline"): Response =>
  new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      "Content-Type": type,
      "Content-Disposition": `${how}; filename*=UTF-8''${encodeURIComponent(name)}`,
      "Cache-Control": "private, no-store",
    },
  });
