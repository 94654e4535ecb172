// Bundles what pages load into engagement/static/dist. One entry a kind of page, so that a ballot stays small.
import { build } from "esbuild";
import { readdir, rm } from "node:fs/promises";

const out = "../static/dist";
await rm(out, { recursive: true, force: true });
const entries = (await readdir("src")).filter((name) => /^[^_].*\.(js|css)$/.test(name)).map((name) => `src/${name}`);
await build({
  entryPoints: entries,
  outdir: out,
  bundle: true,
  minify: true,
  target: ["es2020"],
  loader: { ".woff2": "file", ".woff": "file", ".svg": "dataurl" },
  legalComments: "linked",
  logLevel: "warning",
});
