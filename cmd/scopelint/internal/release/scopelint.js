#!/usr/bin/env node
// Runs the program of this platform's package.
"use strict";
const { spawnSync } = require("child_process");
const name = `@scopelint/${process.platform}-${process.arch}`;
let program;
try {
  program = require.resolve(`${name}/scopelint${process.platform === "win32" ? ".exe" : ""}`);
} catch {
  console.error(`scopelint: the package ${name} is not installed: install scopelint without --omit=optional, or, if there is no such package, with "go install"`);
  process.exit(2);
}
const run = spawnSync(program, process.argv.slice(2), { stdio: "inherit" });
if (run.error) {
  console.error(`scopelint: ${run.error.message}`);
  process.exit(2);
}
process.exit(run.status ?? 2);
