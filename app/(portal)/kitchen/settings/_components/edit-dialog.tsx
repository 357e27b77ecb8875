"use client";

import { Modal } from "@mantine/core";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { Form, FormFooter, FormSection } from "@/components/form/form";
import { type ServerFormOptions, useServerForm } from "@/components/form/use-server-form";
import { toast } from "@/components/toast";
import { leaveThen } from "@/components/unsaved";

/** A short form in a dialog: one row of a list, new or changed. */
export function EditDialog<V extends object, I>(props: {
  title: string;
  verb: string;
  /** Said when it is saved. */
  done: string;
  initial: V;
  version?: number;
  action: ServerFormOptions<V, { id: number }, I>["action"];
  toInput: (values: V) => I;
  /** From the row of a conflict to the form, where they differ. */
  fromRow?: (row: Record<string, unknown>) => Partial<V>;
  onClose: () => void;
  children: ReactNode;
}) {
  const { title, verb, done, onClose, children, ...options } = props;
  const router = useRouter();
  const form = useServerForm<V, { id: number }, I>({
    ...options,
    toInput: options.toInput as (values: V) => NoInfer<I>,
    onDone: () => {
      toast(done);
      router.refresh();
      onClose();
    },
  });
  return (
    <Modal opened onClose={() => leaveThen(onClose)} title={title} size={560}>
      <Form form={form} label={title}>
        <FormSection>{children}</FormSection>
        <FormFooter form={form} verb={verb} onCancel={() => leaveThen(onClose)} />
      </Form>
    </Modal>
  );
}
