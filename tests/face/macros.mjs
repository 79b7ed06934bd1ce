// Renders the design system's own Nunjucks macros: reads [{file, macro, params}, …] on standard input, writes [html, …].
// A value {"safe": "…"} in params is markup that is not to be escaped.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(`${process.cwd()}/package.json`);
const nunjucks = require("nunjucks");
const environment = nunjucks.configure("node_modules/dkfds/src", { autoescape: true });

const revive = (_, value) => (value && value.safe ? new nunjucks.runtime.SafeString(value.safe) : value);
const calls = JSON.parse(readFileSync(0, "utf8"), revive);
const pages = calls.map(({ file, macro, params }) =>
  environment.renderString(`{% from "components/${file}" import ${macro} %}{{ ${macro}(params) }}`, { params }),
);
process.stdout.write(JSON.stringify(pages));
