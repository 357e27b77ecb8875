// Imported first and with old syntax only, so that an old Node gets this sentence instead of a syntax error.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `\n月安  需要 Node 20.19 或更高版本（建议 24 LTS），当前是 ${process.versions.node}。请升级 Node 后重试。`,
  );
  process.exit(1);
}
if (process.platform === "win32") {
  console.error("\n月安  暂不支持直接在 Windows 上运行，请在 WSL（Debian）里运行。");
  process.exit(1);
}
