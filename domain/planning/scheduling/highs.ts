import loadHighs, { type Highs } from "highs";
import type { Program } from "./program";

/** What the solver answers. `values` is null when it found none; `bound` holds in any case. */
export type Solved = {
  status: "optimal" | "infeasible" | "limit" | "stopped";
  values: Float64Array | null;
  objective: number;
  /** No better value exists. −∞ when the solver could not say. */
  bound: number;
};

/** Work is bounded by nodes, which are the same everywhere; the seconds only guard against a machine that stands still. */
export type SolveLimits = { isRelaxed?: boolean; gap?: number; nodes?: number; seconds: number; start?: Float64Array };

let loaded: Promise<Highs> | undefined;

/** The solver; WebAssembly, one thread, loaded once a process. */
export const solver = (): Promise<Highs> => {
  loaded ??= loadHighs();
  return loaded;
};

/** Solves a program. Synchronous: it blocks the thread it runs in. `isStopped` is asked now and then. */
export function solveProgram(highs: Highs, program: Program, limits: SolveLimits, isStopped?: () => boolean): Solved {
  const { constants } = highs;
  const [numCols, numRows] = [program.cost.length, program.rowLower.length];
  const model = highs.createModel({
    numCols,
    numRows,
    offset: program.offset,
    colCost: Float64Array.from(program.cost),
    colLower: Float64Array.from(program.lower),
    colUpper: Float64Array.from(program.upper),
    rowLower: Float64Array.from(program.rowLower),
    rowUpper: Float64Array.from(program.rowUpper),
    matrix: {
      format: "csr",
      numRows,
      numCols,
      starts: Int32Array.from(program.starts),
      indices: Int32Array.from(program.indices),
      values: Float64Array.from(program.values),
    },
    ...(!limits.isRelaxed && { integrality: Int32Array.from(program.isInteger) }),
  });
  try {
    model.options.set({
      output_flag: false,
      random_seed: 0,
      time_limit: limits.seconds,
      ...(limits.isRelaxed && { presolve: "off" }), // dearer than what it saves at this size
      ...(limits.gap !== undefined && { mip_rel_gap: limits.gap }),
      ...(limits.nodes !== undefined && { mip_max_nodes: limits.nodes }),
    });
    if (limits.start) model.setSolution({ colValue: limits.start });
    model.run(
      isStopped && {
        [constants.callbackType.mipInterrupt](event) {
          if (isStopped()) event.interrupt();
        },
      },
    );
    const status = model.getModelStatus();
    if (status === constants.modelStatus.infeasible)
      return {
        status: "infeasible",
        values: null,
        objective: Number.POSITIVE_INFINITY,
        bound: Number.POSITIVE_INFINITY,
      };
    const isOptimal = status === constants.modelStatus.optimal;
    const hasValues = Number(model.info.get("primal_solution_status")) === constants.solutionStatus.feasible;
    const objective = hasValues ? model.getObjectiveValue() : Number.POSITIVE_INFINITY;
    const dual = limits.isRelaxed
      ? isOptimal
        ? objective
        : Number.NEGATIVE_INFINITY
      : Number(model.info.get("mip_dual_bound"));
    return {
      status: isOptimal ? "optimal" : isStopped?.() ? "stopped" : "limit",
      values: hasValues ? model.getSolution().colValue : null,
      objective,
      bound: dual,
    };
  } finally {
    model.dispose();
  }
}
