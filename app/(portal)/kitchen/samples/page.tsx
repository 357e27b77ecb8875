import { z } from "zod";
import { page } from "@/app/_server/page";
import { StatusTabs } from "@/components/filter-bar";
import { LiveRefresh } from "@/components/live-refresh";
import { PageHeader } from "@/components/shell/page-header";
import { centreOptions } from "@/domain/centres/queries";
import { may } from "@/domain/core/ctx";
import { listBatches } from "@/domain/kitchen/batches/queries";
import { kitchenHands } from "@/domain/kitchen/hands/queries";
import { listSamples, listTemperatures } from "@/domain/kitchen/samples/queries";
import { ListSamples, ListTemperatures } from "@/domain/kitchen/samples/schema";
import { dayOf, stamp } from "@/lib/time";
import { MissingCard } from "./_components/missing-card";
import { SampleActs } from "./_components/sample-acts";
import classes from "./_components/samples.module.css";
import { SamplesTable } from "./_components/samples-table";
import { TemperaturesTable } from "./_components/temperatures-table";

export const metadata = { title: "留样与测温" };

const Input = ListSamples.extend({
  pointName: ListTemperatures.shape.pointName,
  view: z.enum(["samples", "temperatures"]).default("samples"),
});
const POINTS = ["留样冰箱", "冷藏 1 号", "冷藏 2 号", "冷冻 1 号"];

export default page({ permission: "kitchen:read", input: Input }, async (ctx, { view, pointName, ...input }) => {
  const centres = await centreOptions(ctx);
  const centreId = input.centreId ?? ctx.actor.centreId ?? centres[0]?.id;
  const maySample = may(ctx, "kitchen:samples");
  const [samples, temperatures, today, people] = await Promise.all([
    listSamples(ctx, { ...input, centreId }),
    view === "temperatures"
      ? listTemperatures(ctx, { ...ListTemperatures.parse(paged(input)), pointName, date: input.date, centreId })
      : null,
    listBatches(ctx, { centreId, date: dayOf(ctx.now) }),
    maySample ? kitchenHands(ctx, { centreId }) : null,
  ]);
  const { due, missing, ...register } = samples;
  const open = today.batches.filter((batch) => batch.status === "cooking" || batch.status === "closed");
  return (
    <>
      <PageHeader
        title="留样与测温"
        meta={
          <StatusTabs
            param="view"
            label="登记"
            items={[
              { value: "samples", label: "留样", count: missing.length },
              { value: "temperatures", label: "测温" },
            ]}
          />
        }
        actions={<SampleActs centreId={today.centreId} batches={open} points={POINTS} maySample={maySample} />}
      />
      <p className="ya-print-only">
        {centres.find((one) => one.id === today.centreId)?.name}，{stamp(ctx.now)} 打印
      </p>
      {temperatures ? (
        <TemperaturesTable
          page={temperatures}
          sort={input.sort}
          points={[...new Set([...POINTS, ...temperatures.rows.map((row) => row.pointName)])]}
        />
      ) : (
        <div style={{ display: "grid", gap: 12 }}>
          <MissingCard missing={missing} people={people} />
          <SamplesTable page={register} sort={input.sort} due={due} maySample={maySample} />
        </div>
      )}
      <p className={`ya-print-only ${classes.signed}`}>食品安全管理员签字 ______________　　日期 ______________</p>
      <LiveRefresh topics={["food_sample.changed", "production_batch.changed"]} />
    </>
  );
});

const paged = ({ page, pageSize, sort }: { page: number; pageSize: number; sort: string }) => ({
  page,
  pageSize,
  sort,
});
