/** Everything that can be said of the code without running it: types, lint, format, and the rules of the house. */
import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { houseFindings } from "./house/house.ts";

/** The project itself, unless another folder is named. */
const root = resolve(process.argv[2] ?? join(import.meta.dirname, ".."));

type Part = { readonly name: string; readonly findings: string };

const parts = await Promise.all([
  house(),
  program("types", "typescript/bin/tsc", "--noEmit", "--pretty", "false"),
  program("lint", "eslint/bin/eslint.js", ".", "--max-warnings", "0"),
  program("format", "prettier/bin/prettier.cjs", "--check", "--log-level", "warn", "."),
]);

for (const { name, findings } of parts) {
  console.log(findings === "" ? `${name}: well` : `${name}:\n${findings.trimEnd().replace(/^/gm, "  ")}\n`);
}
const broken = parts.filter((part) => part.findings !== "").map((part) => part.name);
console.log(broken.length === 0 ? "All is well." : `Not well: ${broken.join(", ")}.`);
process.exitCode = broken.length === 0 ? 0 : 1;

async function house(): Promise<Part> {
  const findings = await houseFindings(root);
  return { name: "house", findings: findings.map((one) => `${one.where}  ${one.rule}: ${one.words}`).join("\n") };
}

/** Runs one of the checkers in node_modules; what it prints when it fails is what it found. */
function program(name: string, path: string, ...settings: string[]): Promise<Part> {
  return new Promise((done) => {
    const running = spawn(process.execPath, [join(root, "node_modules", path), ...settings], { cwd: root });
    let said = "";
    running.stdout.on("data", (text: Buffer) => (said += text.toString()));
    running.stderr.on("data", (text: Buffer) => (said += text.toString()));
    running.on("error", (error) => {
      done({ name, findings: error.message });
    });
    running.on("close", (code) => {
      done({ name, findings: code === 0 ? "" : said || `ended with ${String(code)}` });
    });
  });
}
