/** An element that must be there; its absence is a bug in the caller. */
export function defined<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("scheduling: index out of range");
  return value;
}
