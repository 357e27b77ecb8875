"use client";

import { Modal } from "@mantine/core";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { Form, FormFooter, FormSection } from "@/components/form/form";
import { type ServerFormOptions, useServerForm } from "@/components/form/use-server-form";
import { toast } from "@/components/toast";
import { leaveThen } from "@/components/unsaved";

/** One step of the kitchen with something to fill in: done, it is said, the page reads anew and the dialog closes. */
export function StepDialog<V extends object, T, I>(props: {
  title: string;
  verb: string;
  said: (data: T) => string;
  initial: V;
  version?: number;
  action: ServerFormOptions<V, T, I>["action"];
  toInput: (values: V) => I;
  onClose: () => void;
  children: ReactNode;
}) {
  const { title, verb, said, onClose, children, ...options } = props;
  const router = useRouter();
  const form = useServerForm<V, T, I>({
    ...options,
    toInput: options.toInput as (values: V) => NoInfer<I>,
    onDone: (data) => {
      toast(said(data));
      router.refresh();
      onClose();
    },
  });
  return (
    <Modal opened onClose={() => leaveThen(onClose)} title={title} size={560}>
      <Form form={form} label={title}>
        <FormSection plain>{children}</FormSection>
        <FormFooter form={form} verb={verb} onCancel={() => leaveThen(onClose)} />
      </Form>
    </Modal>
  );
}
