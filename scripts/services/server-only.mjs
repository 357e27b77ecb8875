import { register } from "node:module";

// The package throws outside a bundler. The condition "react-server" would silence it, but also take React's
// components away from the PDF renderer.
const hooks = `export const resolve = (name, context, next) =>
  name === "server-only" ? { url: "data:text/javascript,", shortCircuit: true } : next(name, context);`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
