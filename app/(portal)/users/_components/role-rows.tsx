"use client";

import { ActionIcon, Button } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { SelectField } from "@/components/form/choice-fields";
import type { ServerForm } from "@/components/form/use-server-form";
import type { RoleChoices } from "@/domain/identity/users/queries";
import classes from "./users.module.css";

/** A role as the form holds it; EVERYWHERE stands for all centres. */
export type RoleRow = { roleId: string | null; centreId: string };
export const EVERYWHERE = "all";

export const rolesInput = (rows: readonly RoleRow[]) =>
  rows.map((row) => ({
    roleId: Number(row.roleId),
    centreId: row.centreId === EVERYWHERE ? null : Number(row.centreId),
  }));

/** Each role with the centre it counts in. */
export function RoleRows<V extends { roles: RoleRow[] }>(props: {
  form: ServerForm<V>;
  choices: RoleChoices;
  disabled?: boolean;
}) {
  const { form, choices, disabled } = props;
  const rows = form.values.roles;
  const centres = [
    ...(choices.everywhere ? [{ value: EVERYWHERE, label: "所有中心" }] : []),
    ...choices.centres.map((centre) => ({ value: String(centre.id), label: centre.name })),
  ];
  const add = () => form.set("roles", [...rows, { roleId: null, centreId: centres[0]?.value ?? EVERYWHERE }]);
  const remove = (index: number) =>
    form.set(
      "roles",
      rows.filter((_, i) => i !== index),
    );
  return (
    <div className={classes.roles}>
      {rows.map((_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the path of the field is its place in the list
        <div key={index} className={classes.role}>
          <SelectField
            name={`roles.${index}.roleId`}
            label={`角色 ${index + 1}`}
            required
            disabled={disabled}
            options={choices.roles.map((role) => ({ value: String(role.id), label: role.label }))}
          />
          <SelectField
            name={`roles.${index}.centreId`}
            label="在哪个中心"
            required
            disabled={disabled}
            options={centres}
          />
          <ActionIcon
            variant="default"
            size={32}
            disabled={disabled || rows.length === 1}
            aria-label={`去掉角色 ${index + 1}`}
            title="去掉"
            onClick={() => remove(index)}
          >
            <IconTrash size={16} stroke={1.75} />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button variant="text" disabled={disabled} leftSection={<IconPlus size={16} stroke={1.75} />} onClick={add}>
          再加一个角色
        </Button>
      </div>
    </div>
  );
}
