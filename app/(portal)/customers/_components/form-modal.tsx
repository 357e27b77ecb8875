"use client";

import { Modal } from "@mantine/core";
import type { ReactNode } from "react";

/** A dialog around a form: made anew on each opening, so that nothing of the last time is left in it. */
export function FormModal(props: {
  opened: boolean;
  onClose: () => void;
  title: string;
  wide?: boolean;
  children: ReactNode;
}) {
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      size={props.wide ? 680 : 480}
      keepMounted={false}
    >
      {props.opened && props.children}
    </Modal>
  );
}
