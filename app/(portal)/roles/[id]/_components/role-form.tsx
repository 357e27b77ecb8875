"use client";

import { Button } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Card, Notice } from "@/components/card";
import { Confirm } from "@/components/confirm";
import { Form, FormSection } from "@/components/form/form";
import { TextArea, TextField } from "@/components/form/text-fields";
import { type ServerForm, useServerForm } from "@/components/form/use-server-form";
import { toast } from "@/components/toast";
import type { RolePermissionScope } from "@/db/enums/identity";
import { updateRoleAction } from "../../actions";
import { type Change, changesIn, NONE, scopeLabel } from "./changes";
import { Matrix, type MatrixPermission } from "./matrix";
import classes from "./matrix.module.css";

type Grant = { permission: string; scope: RolePermissionScope };
type Role = { id: number; version: number; label: string; description: string; grants: Grant[]; users: number };
/** Label, description, and one value for each permission code: its scope or NONE. */
export type RoleValues = Record<string, string>;

/** Name and permission matrix of a role. Saving shows first what changes and for how many people. */
export function RoleForm(props: { role: Role; permissions: MatrixPermission[]; canEdit: boolean; isFixed: boolean }) {
  const { role, permissions, canEdit, isFixed } = props;
  const router = useRouter();
  const [preview, setPreview] = useState(false);
  const valuesOf = (grants: readonly Grant[]): RoleValues =>
    Object.fromEntries(
      permissions.map(({ code }) => [code, grants.find((grant) => grant.permission === code)?.scope ?? NONE]),
    );
  const initial: RoleValues = { label: role.label, description: role.description, ...valuesOf(role.grants) };
  const [saved, setSaved] = useState(initial); // what the marks and the preview compare with
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version of the row, not another object
  useEffect(() => setSaved(initial), [role.version]);
  const form = useServerForm({
    initial,
    version: role.version,
    action: updateRoleAction,
    toInput: ({ label = "", description = "", ...scopes }: RoleValues) => ({
      id: role.id,
      version: role.version,
      label,
      description,
      grants: Object.entries(scopes).flatMap(([permission, scope]) =>
        scope === NONE ? [] : { permission, scope: scope as RolePermissionScope },
      ),
    }),
    fromRow: (row) => valuesOf((row.grants as Grant[] | undefined) ?? []),
    onDone: () => {
      setSaved(form.values);
      toast(`“${form.values.label}”的权限存好了，从现在起生效`);
      router.refresh();
    },
  });
  const changes = changesIn(permissions, saved, form.values);
  const asking = { ...form, submit: async () => setPreview(form.dirtyCount > 0) };
  const readOnly = !canEdit;

  return (
    <Form form={asking as ServerForm<RoleValues>} label={`角色 ${role.label}`}>
      <div className={classes.page}>
        <FormSection title="角色">
          <TextField name="label" label="角色名称" required maxLength={50} readOnly={readOnly} />
          <TextArea name="description" label="说明" maxLength={500} minRows={1} readOnly={readOnly} />
        </FormSection>
        {isFixed && <Notice>系统管理员始终有全部权限，不能改少。要一个权限少些的管理角色，请另建一个</Notice>}
        <Card title="权限" sub="仅本人：只到自己的资料；分派给我的：只到分派的家庭；全部：这个人所在中心的全部" flush>
          <Matrix permissions={permissions} opened={saved} readOnly={readOnly || isFixed} />
        </Card>
        {canEdit && (
          <div className={classes.footer}>
            <span role="status">{form.dirtyCount > 0 ? `改了 ${form.dirtyCount} 处，没保存` : ""}</span>
            {form.dirtyCount > 0 && (
              <Button size="md" onClick={form.reset}>
                恢复原样
              </Button>
            )}
            <Button size="md" variant="filled" type="submit" disabled={form.dirtyCount === 0} loading={form.saving}>
              看改动并保存
            </Button>
          </div>
        )}
      </div>
      <Confirm
        opened={preview}
        onClose={() => setPreview(false)}
        title={`保存“${form.values.label}”的改动？`}
        verb="保存，立即生效"
        keep="再想想"
        danger={false}
        onConfirm={form.submit}
      >
        {role.users > 0 ? `${role.users} 位正在用这个角色，他们的下一次操作就按新的权限` : "现在没有人用这个角色"}
        <ChangeList changes={changes} renamed={form.values.label !== saved.label} />
      </Confirm>
    </Form>
  );
}

function ChangeList({ changes, renamed }: { changes: Change[]; renamed: boolean }) {
  return (
    <ul className={classes.changes}>
      {renamed && (
        <li>
          <b>改名</b>
        </li>
      )}
      {changes.map((change) => (
        <li key={change.code}>
          <b className={change.kind === "去掉" ? "ya-red" : change.kind === "新增" ? "ya-green" : "ya-amber"}>
            {change.kind}
          </b>
          <span>
            {change.label}
            {change.kind === "去掉" ? "" : `，${scopeLabel(change.to)}`}
            {change.kind === "范围" && `（原来 ${scopeLabel(change.from)}）`}
          </span>
        </li>
      ))}
    </ul>
  );
}
