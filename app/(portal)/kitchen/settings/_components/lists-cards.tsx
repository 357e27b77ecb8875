"use client";

import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { Card } from "@/components/card";
import { ConfirmButton } from "@/components/confirm";
import { SelectField, SwitchField } from "@/components/form/choice-fields";
import { NumberField } from "@/components/form/number-fields";
import { TextArea, TextField } from "@/components/form/text-fields";
import { ScrollRegion } from "@/components/scroll-region";
import { type FoodTagKind, foodTagKindLabels, foodTagKinds } from "@/db/enums/dishes";
import {
  archiveCategoryAction,
  createAllergenAction,
  createCategoryAction,
  createTagAction,
  deleteAllergenAction,
  deleteTagAction,
  updateAllergenAction,
  updateCategoryAction,
  updateTagAction,
} from "../actions";
import { EditDialog } from "./edit-dialog";
import classes from "./settings.module.css";

type Saved = { id: number; version: number };
const strip = <T extends Partial<Saved>>({ id, version, ...rest }: T) => rest;

export function ListCard(props: {
  title: string;
  sub: string;
  add?: string;
  onAdd: () => void;
  heads: ReactNode;
  children: ReactNode;
}) {
  return (
    <Card
      title={props.title}
      sub={props.sub}
      actions={
        props.add && (
          <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={props.onAdd}>
            {props.add}
          </Button>
        )
      }
      flush
    >
      <ScrollRegion label={props.title} className={classes.scroll}>
        <table className={classes.plain}>
          <thead>
            <tr>
              {props.heads}
              <th scope="col">
                <span className="ya-sr">操作</span>
              </th>
            </tr>
          </thead>
          <tbody>{props.children}</tbody>
        </table>
      </ScrollRegion>
    </Card>
  );
}

export type CategoryRow = { id: number; name: string; position: number; version: number; dishCount: number };

export function CategoriesCard({ rows, canEdit }: { rows: CategoryRow[]; canEdit: boolean }) {
  const [editing, edit] = useState<CategoryRow | "new" | null>(null);
  const row = editing === "new" ? undefined : (editing ?? undefined);
  return (
    <>
      <ListCard
        title="菜品分类"
        sub="菜单和导入表格都按这些名字认"
        add={canEdit ? "加分类" : undefined}
        onAdd={() => edit("new")}
        heads={
          <>
            <th scope="col">分类</th>
            <th scope="col" data-figure>
              菜
            </th>
          </>
        }
      >
        {rows.map((one) => (
          <tr key={one.id}>
            <th scope="row">{one.name}</th>
            <td data-figure>
              <Link href={`/dishes?category=${encodeURIComponent(one.name)}`}>{one.dishCount} 道</Link>
            </td>
            <td data-verbs>
              {canEdit && (
                <span className="ya-row" style={{ justifyContent: "flex-end" }}>
                  <Button size="xs" aria-label={`修改${one.name}`} onClick={() => edit(one)}>
                    修改
                  </Button>
                  <ConfirmButton
                    size="xs"
                    label="归档"
                    disabled={one.dishCount > 0}
                    title={`归档分类“${one.name}”？`}
                    verb="归档"
                    keep="不归档"
                    onConfirm={() => archiveCategoryAction({ id: one.id })}
                  >
                    以后加同名的分类会把它恢复
                  </ConfirmButton>
                </span>
              )}
            </td>
          </tr>
        ))}
      </ListCard>
      {editing && (
        <EditDialog<{ name: string; position: number | null }, { name: string; position: number } & Saved>
          title={row ? `修改${row.name}` : "加分类"}
          verb={row ? "保存" : "加分类"}
          done="分类已保存"
          initial={{ name: row?.name ?? "", position: row?.position ?? rows.length + 1 }}
          version={row?.version}
          action={(input) =>
            row ? updateCategoryAction({ ...input, id: row.id }) : createCategoryAction(strip(input))
          }
          toInput={({ name, position }) =>
            ({ name, position: position ?? 0 }) as { name: string; position: number } & Saved
          }
          onClose={() => edit(null)}
        >
          <TextField name="name" label="分类名" required maxLength={50} autoFocus />
          <NumberField name="position" label="排第几" min={0} max={10_000} decimals={0} />
        </EditDialog>
      )}
    </>
  );
}

export type AllergenRow = {
  id: number;
  code: string;
  name: string;
  isGb7718: boolean;
  contains: number;
  unknown: number;
};
type AllergenValues = { code: string; name: string; isGb7718: boolean };

export function AllergensCard({ rows, canEdit }: { rows: AllergenRow[]; canEdit: boolean }) {
  const [editing, edit] = useState<AllergenRow | "new" | null>(null);
  const row = editing === "new" ? undefined : (editing ?? undefined);
  return (
    <>
      <ListCard
        title="过敏原"
        sub="新加的过敏原，所有食材先算未知，会按含有拦下"
        add={canEdit ? "加过敏原" : undefined}
        onAdd={() => edit("new")}
        heads={
          <>
            <th scope="col">过敏原</th>
            <th scope="col">国标八类</th>
            <th scope="col" data-figure>
              含它的食材
            </th>
            <th scope="col" data-figure>
              没申报的食材
            </th>
          </>
        }
      >
        {rows.map((one) => (
          <tr key={one.id}>
            <th scope="row">{one.name}</th>
            <td>{one.isGb7718 ? "是" : "国标外"}</td>
            <td data-figure>
              <Link href={`/ingredients?allergen=${one.code}`}>{one.contains} 种</Link>
            </td>
            <td data-figure>
              {one.unknown === 0 ? (
                "没有"
              ) : (
                <Link className="ya-amber" href="/ingredients?gap=allergen">
                  ▲ {one.unknown} 种
                </Link>
              )}
            </td>
            <td data-verbs>
              {canEdit && (
                <span className="ya-row" style={{ justifyContent: "flex-end" }}>
                  <Button size="xs" aria-label={`修改${one.name}`} onClick={() => edit(one)}>
                    修改
                  </Button>
                  <ConfirmButton
                    size="xs"
                    label="删除"
                    title={`删除过敏原“${one.name}”？`}
                    verb="删除"
                    keep="不删"
                    onConfirm={() => deleteAllergenAction({ id: one.id })}
                  >
                    有食材申报过或有人登记过的，删不掉
                  </ConfirmButton>
                </span>
              )}
            </td>
          </tr>
        ))}
      </ListCard>
      {editing && (
        <EditDialog<AllergenValues, AllergenValues & Saved>
          title={row ? `修改${row.name}` : "加过敏原"}
          verb={row ? "保存" : "加过敏原"}
          done={row ? "过敏原已保存" : "过敏原已加上，请到食材里逐一申报"}
          initial={{ code: row?.code ?? "", name: row?.name ?? "", isGb7718: row?.isGb7718 ?? false }}
          action={({ name, isGb7718, code }) =>
            row ? updateAllergenAction({ id: row.id, name, isGb7718 }) : createAllergenAction({ code, name, isGb7718 })
          }
          toInput={(values) => values as AllergenValues & Saved}
          onClose={() => edit(null)}
        >
          <TextField name="name" label="过敏原" required maxLength={50} autoFocus />
          <TextField
            name="code"
            label="代码"
            required
            maxLength={20}
            readOnly={row !== undefined}
            help="小写字母和下划线，如 buckwheat，以后不能改"
          />
          <SwitchField name="isGb7718" label="国标八类" on="GB 7718 要求标示" off="国标外，本馆自己要管的" />
        </EditDialog>
      )}
    </>
  );
}

export type TagRow = {
  id: number;
  code: string;
  name: string;
  kind: FoodTagKind;
  text: string | null;
  basis: string | null;
  version: number;
  ingredientCount: number;
  dishCount: number;
};
type TagValues = { code: string; name: string; kind: FoodTagKind; text: string; basis: string };

export function TagsCard({ rows, canEdit }: { rows: TagRow[]; canEdit: boolean }) {
  const [editing, edit] = useState<TagRow | "new" | null>(null);
  const row = editing === "new" ? undefined : (editing ?? undefined);
  return (
    <>
      <ListCard
        title="食物标签"
        sub="阶段、医嘱和忌口的规则按标签拦菜"
        add={canEdit ? "加标签" : undefined}
        onAdd={() => edit("new")}
        heads={
          <>
            <th scope="col">标签</th>
            <th scope="col">类别</th>
            <th scope="col">说明</th>
            <th scope="col" data-figure>
              食材
            </th>
            <th scope="col" data-figure>
              菜
            </th>
          </>
        }
      >
        {rows.map((one) => (
          <tr key={one.id}>
            <th scope="row" className="ya-nw">
              {one.name}
            </th>
            <td className="ya-nw">{foodTagKindLabels[one.kind]}</td>
            <td className="ya-m">{one.text ?? ""}</td>
            <td data-figure>
              <Link href={`/ingredients?tag=${one.code}`}>{one.ingredientCount}</Link>
            </td>
            <td data-figure>
              <Link href={`/dishes?tag=${one.code}`}>{one.dishCount}</Link>
            </td>
            <td data-verbs>
              {canEdit && (
                <span className="ya-row" style={{ justifyContent: "flex-end" }}>
                  <Button size="xs" aria-label={`修改${one.name}`} onClick={() => edit(one)}>
                    修改
                  </Button>
                  <ConfirmButton
                    size="xs"
                    label="删除"
                    disabled={one.ingredientCount + one.dishCount > 0}
                    title={`删除标签“${one.name}”？`}
                    verb="删除"
                    keep="不删"
                    onConfirm={() => deleteTagAction({ id: one.id })}
                  >
                    有规则用着的删不掉
                  </ConfirmButton>
                </span>
              )}
            </td>
          </tr>
        ))}
      </ListCard>
      {editing && (
        <EditDialog<TagValues, TagValues & Saved>
          title={row ? `修改${row.name}` : "加标签"}
          verb={row ? "保存" : "加标签"}
          done="标签已保存"
          initial={{
            code: row?.code ?? "",
            name: row?.name ?? "",
            kind: row?.kind ?? "group",
            text: row?.text ?? "",
            basis: row?.basis ?? "",
          }}
          version={row?.version}
          action={({ code, ...input }) =>
            row ? updateTagAction({ ...input, id: row.id }) : createTagAction({ ...strip(input), code })
          }
          toInput={(values) => values as TagValues & Saved}
          onClose={() => edit(null)}
        >
          <TextField name="name" label="标签" required maxLength={50} autoFocus />
          <TextField name="code" label="代码" required maxLength={32} readOnly={row !== undefined} help="以后不能改" />
          <SelectField
            name="kind"
            label="类别"
            required
            options={foodTagKinds.map((value) => ({ value, label: foodTagKindLabels[value] }))}
          />
          <TextField name="basis" label="依据" maxLength={100} placeholder="指南、习俗、本馆规定" />
          <TextArea name="text" label="说明" maxLength={1000} wide />
        </EditDialog>
      )}
    </>
  );
}
