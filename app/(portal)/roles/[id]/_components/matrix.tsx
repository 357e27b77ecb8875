"use client";

import { useField } from "@/components/form/context";
import { rolePermissionScopes } from "@/db/enums/identity";
import { NONE, scopeLabel } from "./changes";
import classes from "./matrix.module.css";

export type MatrixPermission = {
  code: string;
  label: string;
  resource: string;
  resourceLabel: string;
  action: string;
  /** Whether the editor holds it himself: else he may neither give nor take it. */
  isMine: boolean;
};

const columns = [
  { action: "read", label: "查看" },
  { action: "edit", label: "维护" },
  { action: "export", label: "导出" },
];

/** Resources down, actions across; each cell is the scope in which the role holds the permission. */
export function Matrix(props: {
  permissions: MatrixPermission[];
  opened: Record<string, string | undefined>;
  readOnly: boolean;
}) {
  const { permissions, opened, readOnly } = props;
  const resources = [...new Map(permissions.map((p) => [p.resource, p.resourceLabel]))];
  const cell = (permission: MatrixPermission) => (
    <ScopeCell
      key={permission.code}
      permission={permission}
      opened={opened[permission.code] ?? NONE}
      disabled={readOnly || !permission.isMine}
    />
  );
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">资源</th>
          {columns.map((column) => (
            <th key={column.action} scope="col">
              {column.label}
            </th>
          ))}
          <th scope="col">其他</th>
        </tr>
      </thead>
      <tbody>
        {resources.map(([resource, label]) => {
          const own = permissions.filter((p) => p.resource === resource);
          const others = own.filter((p) => !columns.some((column) => column.action === p.action));
          return (
            <tr key={resource}>
              <th scope="row">{label}</th>
              {columns.map((column) => (
                <td key={column.action}>{own.filter((p) => p.action === column.action).map(cell)}</td>
              ))}
              <td>{others.length > 0 && <div className={classes.others}>{others.map(cell)}</div>}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function ScopeCell(props: { permission: MatrixPermission; opened: string; disabled: boolean }) {
  const { permission, opened, disabled } = props;
  const field = useField({ name: permission.code, label: permission.label }, { empty: NONE, show: scopeLabel });
  return (
    <label className={classes.cell}>
      <span>{permission.label}</span>
      <select
        value={field.value}
        disabled={disabled}
        title={permission.isMine ? undefined : "您自己没有这项权限，不能给也不能去掉"}
        data-on={field.value !== NONE || undefined}
        data-changed={field.value !== opened || undefined}
        onChange={(event) => field.set(event.currentTarget.value)}
      >
        <option value={NONE}>没有</option>
        {rolePermissionScopes.map((scope) => (
          <option key={scope} value={scope}>
            {scopeLabel(scope)}
          </option>
        ))}
      </select>
    </label>
  );
}
