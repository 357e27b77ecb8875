"use client";

import { Button, Group, Modal } from "@mantine/core";
import { IconCopy } from "@tabler/icons-react";
import { toast } from "@/components/toast";
import classes from "./users.module.css";

/** A password that is on screen only now. */
export function OneTimePassword(props: {
  name: string;
  username: string;
  password: string | null;
  onClose: () => void;
}) {
  const { name, username, password, onClose } = props;
  const copy = async () => {
    await navigator.clipboard.writeText(password ?? "");
    toast("一次性密码复制好了");
  };
  return (
    <Modal
      opened={password !== null}
      onClose={onClose}
      size={440}
      closeOnClickOutside={false}
      title={`${name}的一次性密码`}
    >
      <p className={classes.password}>{password}</p>
      <p className="ya-m">
        只在这里出现一次，请当面或打电话告诉{name}。用户名 {username}，72 小时内用它登录，登录后要先换成自己的密码
      </p>
      <Group justify="flex-end" gap={8} mt="lg">
        <Button size="md" leftSection={<IconCopy size={16} stroke={1.75} />} onClick={() => void copy()}>
          复制
        </Button>
        <Button size="md" variant="filled" onClick={onClose}>
          记下了
        </Button>
      </Group>
    </Modal>
  );
}
