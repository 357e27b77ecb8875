import "server-only";
import type { Tx } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { dietRules, peopleOf } from "@/domain/customers/safety/queries";
import { type DietRule, judge, type Person, type Reason } from "@/domain/customers/safety/rules";
import type { DishCard, Slot } from "@/domain/dishes/rules";
import { type AppError, conflict, notFound } from "@/lib/errors";
import { type Day, dayOf } from "@/lib/time";
import { type CellKey, cellOf } from "../rules";
import type { CellItem } from "../schema";
import type { Trace, Variant, Warning } from "./queries";
import type { Grid } from "./rules";

/** What judging needs, read once per command. */
export type Judging = { person: Person; rules: DietRule[] };

export async function judgingOf(tx: Pick<Tx, "db" | "now">, patientId: number): Promise<Judging> {
  const person = (await peopleOf(tx.db, [patientId], dayOf(tx.now))).get(patientId);
  if (!person) throw notFound("这位照护对象");
  return { person, rules: await dietRules(tx) };
}

export type Judged = {
  verdict: "allowed" | "note" | "refused";
  reasons: Reason[];
  /** A hard allergy among the refusals: nobody may overrule it. */
  isAllergy: boolean;
  trace: Trace | null;
  variant: Variant | null;
};

/** A dish for her on a day, with what is kept of the judgement when it is placed. */
export function judged({ person, rules }: Judging, card: DishCard, on: Day): Judged {
  const { verdict, reasons } = judge(person, card, on, rules);
  const adjustments = [...new Set(reasons.flatMap((r) => (r.adjustment ? [r.adjustment] : [])))];
  return {
    verdict,
    reasons,
    isAllergy: reasons.some((r) => r.refuses && r.kind === "allergy"),
    trace: reasons.length > 0 ? { warnings: reasons.map(warning) } : null,
    variant: adjustments.length > 0 ? { adjustments } : null,
  };
}

export const warning = (r: Reason): Warning => ({ kind: r.kind, strength: r.strength, label: r.label, text: r.text });

export type Refusal = {
  date: Day;
  slotId: number;
  slot: string;
  dishId: number;
  dishName: string;
  sentences: string[];
  canOverride: boolean;
};

/** The items of the cells that were not there before: only those are judged, so that an older problem blocks nothing else. */
export function placementsIn(before: Grid, after: Grid, keys: readonly CellKey[]): { key: CellKey; item: CellItem }[] {
  return keys.flatMap((key) => {
    const had = new Map((before[key] ?? []).map((item) => [item.dishId, item]));
    return (after[key] ?? []).filter((item) => !had.has(item.dishId)).map((item) => ({ key, item }));
  });
}

/**
 * Judges every new placement. A hard allergy, an unknown or a withdrawn dish is refused whoever asks; another hard conflict
 * needs a reason and the permission to ask for a release, and is not served before a second person confirms it. Answers the
 * verdicts by "cell:dish", or throws a conflict whose data lists every refusal.
 */
export function assertPlacements(
  ctx: Pick<Ctx, "actor">,
  placements: readonly { key: CellKey; item: CellItem }[],
  facts: { judging: Judging; cards: ReadonlyMap<number, DishCard>; slots: readonly Slot[]; centreId: number },
): Map<string, Judged> {
  const verdicts = new Map<string, Judged>();
  const refused: Refusal[] = [];
  const slotName = (id: number) => facts.slots.find((s) => s.id === id)?.name ?? "";
  for (const { key, item } of placements) {
    const { date, slotId } = cellOf(key);
    const card = facts.cards.get(item.dishId);
    if (!card) throw notFound("这道菜");
    const found = judged(facts.judging, card, date);
    const unfit = card.isBase
      ? `${card.name}是底料，不能单独排`
      : card.isAvailable
        ? null
        : `${card.name}已停用，不能再排`;
    const mayOverrule = !found.isAllergy && !unfit;
    const overruled = mayOverrule && item.overrideReason !== null && canOverrule(ctx, facts.centreId);
    if (unfit || (found.verdict === "refused" && !overruled))
      refused.push({
        date,
        slotId,
        slot: slotName(slotId),
        dishId: card.id,
        dishName: card.name,
        sentences: unfit ? [unfit] : found.reasons.filter((r) => r.refuses).map((r) => r.text),
        canOverride: mayOverrule,
      });
    verdicts.set(`${key}:${card.id}`, found);
  }
  if (refused.length > 0) throw refusal(ctx, refused, facts.centreId);
  return verdicts;
}

function canOverrule({ actor }: Pick<Ctx, "actor">, centreId: number): boolean {
  const grant = actor.can.get("plans:override");
  return grant !== undefined && (grant.centres === "all" || grant.centres.includes(centreId));
}

function refusal(ctx: Pick<Ctx, "actor">, refused: Refusal[], centreId: number): AppError {
  const [first] = refused;
  const head = `${first?.date.slice(5)} ${first?.slot}的${first?.dishName}：${first?.sentences[0]}`;
  const more = refused.length > 1 ? `。另有 ${refused.length - 1} 道也排不了` : "";
  const how = refused.every((r) => r.canOverride)
    ? canOverrule(ctx, centreId)
      ? "。确要放行，请写明原因，再由另一位同事确认"
      : "。要放行，须由有权限的同事写明原因申请"
    : "";
  return conflict(`${head}${more}${how}`, { refused });
}
