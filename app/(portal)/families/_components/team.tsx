"use client";

import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { Card } from "@/components/card";
import { ConfirmButton } from "@/components/confirm";
import { SelectField } from "@/components/form/choice-fields";
import { Form, FormFooter, FormSection } from "@/components/form/form";
import { useServerForm } from "@/components/form/use-server-form";
import { toast } from "@/components/toast";
import { type CareAssignmentRole, careAssignmentRoleLabels } from "@/db/enums/customers";
import { FormModal } from "../../customers/_components/form-modal";
import { endCareAction, giveCareAction } from "../actions";
import classes from "./family.module.css";

type Member = {
  id: number;
  name: string;
  position: string;
  role: CareAssignmentRole;
  since: string;
  until: string | null;
};
type Option = { value: string; label: string };
type GiveInput = Parameters<typeof giveCareAction>[0];

const roles = (Object.keys(careAssignmentRoleLabels) as CareAssignmentRole[])
  .filter((role) => role !== "break_glass")
  .map((value) => ({ value, label: careAssignmentRoleLabels[value] }));

/** Who looks after a family; who has only assigned families sees it from then on. */
export function Team(props: { familyId: number; members: Member[]; people: Option[]; mayEdit: boolean }) {
  const { familyId, members, people, mayEdit } = props;
  const [giving, give] = useState(false);
  return (
    <Card title="照护团队" flush>
      <ul className={classes.team}>
        {members.length === 0 && <li className="ya-note">还没有分派。分派后，按家庭看资料的同事才能打开</li>}
        {members.map((one) => (
          <li key={one.id}>
            <b>{one.name}</b>
            <span className="ya-m">{careAssignmentRoleLabels[one.role]}</span>
            <span className="ya-note">
              {one.since} 起{one.until && `，到 ${one.until}`}
            </span>
            {mayEdit ? (
              <ConfirmButton
                size="xs"
                variant="default"
                danger={false}
                label="结束"
                title={`结束${one.name}的分派？`}
                verb="结束"
                keep="不结束"
                onConfirm={() => endCareAction({ id: one.id, familyId })}
              >
                之后按家庭看资料的同事就打不开这个家庭了
              </ConfirmButton>
            ) : (
              <span />
            )}
          </li>
        ))}
      </ul>
      {mayEdit && (
        <Button variant="text" m={8} leftSection={<IconPlus size={14} stroke={1.75} />} onClick={() => give(true)}>
          分派同事
        </Button>
      )}
      <FormModal opened={giving} onClose={() => give(false)} title="分派同事">
        <GiveForm familyId={familyId} people={people} onDone={() => give(false)} />
      </FormModal>
    </Card>
  );
}

function GiveForm(props: { familyId: number; people: Option[]; onDone: () => void }) {
  const form = useServerForm({
    initial: { employeeId: null as string | null, role: "nurse" as string | null },
    action: giveCareAction,
    toInput: (v): GiveInput => ({ id: props.familyId, employeeId: Number(v.employeeId), role: v.role }) as GiveInput,
    validate: (v): Record<string, string> => (v.employeeId ? {} : { employeeId: "请选择同事" }),
    onDone: () => {
      toast("已分派，这位同事现在能看到这个家庭");
      props.onDone();
    },
  });
  return (
    <Form form={form} label="分派同事">
      <FormSection columns={1}>
        <SelectField name="employeeId" label="同事" options={props.people} required />
        <SelectField name="role" label="做什么" options={roles} required />
      </FormSection>
      <FormFooter form={form} verb="分派" onCancel={props.onDone} />
    </Form>
  );
}
