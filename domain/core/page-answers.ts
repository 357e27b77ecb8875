import "server-only";

type Answers = Map<string, Promise<unknown>>;
let answers: () => Answers = () => new Map();

/** Told once by who renders pages: where the answers of the page that is being made are kept. */
export function keepAnswersOfPages(memory: () => Answers): void {
  answers = memory;
}

/** What has been read for this page; outside of pages always empty. */
export const answersOfPage = (): Answers => answers();
