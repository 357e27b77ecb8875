import { existsSync, readFileSync } from "node:fs";

const read = (file) => {
  try {
    return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
  } catch {
    return null;
  }
};

// A run that fails without a failed test (a file that does not load, a crash) still counts as a failure.
const atLeastOne = (count, code) => ({ ...count, failed: code === 0 ? count.failed : Math.max(1, count.failed) });

/** Counts of vitest's json report: tests, and each file that could not run. */
export function vitestCount(file, code) {
  const report = read(file);
  if (!report) return { passed: 0, failed: 1 };
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  return atLeastOne({ passed: report.numPassedTests, failed: report.numFailedTests + broken.length }, code);
}

/** Counts of Playwright's json report; a test that passed only on a retry counts as passed. */
export function playwrightCount(file, code) {
  const report = read(file);
  if (!report) return { passed: 0, failed: 1 };
  const { expected, flaky, unexpected } = report.stats;
  return atLeastOne({ passed: expected + flaky, failed: unexpected + report.errors.length }, code);
}
