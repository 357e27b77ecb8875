/** A day as a plan holds it: [slot, dish, place in the cell], by the ids of the reference data. */
export const mealTemplate = (): [slotId: number, dishId: number, position: number][] => [
  [1, 82, 0],
  [1, 22, 1],
  [1, 109, 2],
  [2, 61, 0],
  [3, 18, 0],
  [3, 86, 1],
  [3, 97, 2],
  [3, 55, 3],
  [4, 112, 0],
  [4, 116, 1],
  [5, 42, 0],
  [5, 99, 1],
  [5, 56, 2],
  [6, 110, 0],
];
