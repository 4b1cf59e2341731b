import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { ESLint } from "eslint";
import { afterAll, describe, expect, it } from "vitest";
import { houseFindings } from "../../scripts/house/house.ts";
import { notLookedAt } from "../../scripts/house/imports.ts";

const root = resolve(import.meta.dirname, "../..");
const planted = mkdtempSync(join(tmpdir(), "house-"));
afterAll(() => {
  rmSync(planted, { recursive: true });
});

/** A small house in which all is well. */
const WELL = {
  "package.json": `${JSON.stringify(
    {
      type: "module",
      imports: Object.fromEntries(
        ["base", "db", "place", "people", "record", "feeds", "care", "synthetic"].map((module) => [
          `#${module}`,
          `./src/${module}/index.ts`,
        ]),
      ),
    },
    null,
    2,
  )}\n`,
  "src/base/index.ts": `export type { Id } from "./ids.ts";\nexport { newId } from "./ids.ts";\n`,
  "src/base/ids.ts": `export type Id = string;\nexport const newId = (): Id => "1";\n`,
  "src/people/index.ts": `export type { Person } from "./person.ts";\n`,
  "src/people/person.ts": `import type { Id } from "#base";\nexport type Person = { readonly id: Id };\n`,
  "src/record/index.ts": `export type { Entry } from "./entry.ts";\n`,
  "src/record/entry.ts": `import type { Person } from "#people";\nexport type Entry = { readonly of: Person };\n`,
};

// Not written out, so that this file keeps the rules that it tests.
const LEFT_OVER = ["TO", "DO"].join("");
const SOMEONES_LAST = String(5919);

let houses = 0;

/** The small house with these files written into it (or over it). */
function house(files: Readonly<Record<string, string>>, foundation: Readonly<Record<string, string>> = WELL): string {
  const folder = join(planted, String(++houses));
  for (const [path, text] of Object.entries({ ...foundation, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return folder;
}

async function rulesBroken(files: Readonly<Record<string, string>>): Promise<string[]> {
  const findings = await houseFindings(house(files));
  return [...new Set(findings.map((one) => `${one.rule} @ ${one.where}`))];
}

const face = "export {};\n";

/** The project's own settings of its checkers. */
const SETTINGS = Object.fromEntries(
  ["eslint.config.js", ".prettierrc.json", ".prettierignore", "tsconfig.json"].map((path) => [
    path,
    readFileSync(join(root, path), "utf8"),
  ]),
);

const smelly = `import { readFile } from "node:fs/promises";
export function read(kind: "a" | "b", what: any): number {
  readFile("x");
  console.log(Math.random(), new Date());
  switch (kind) {
    case "a":
      return what;
  }
  return 0;
}
`;

describe("the rules of the house", () => {
  it("find nothing where all is well", async () => {
    expect(await rulesBroken({})).toEqual([]);
  });

  it.each<[what: string, files: Record<string, string>, expected: string]>([
    [
      "an import upwards",
      { "src/people/link.ts": `import { newEntry } from "#record";\nexport const a = newEntry;\n` },
      "lower floors only @ src/people/link.ts:1",
    ],
    [
      "an import upwards of a type alone",
      { "src/base/name.ts": `export type A = 1;\nimport type { Person } from "#people";\nexport type B = Person;\n` },
      "lower floors only @ src/base/name.ts:2",
    ],
    [
      "an import past a face",
      { "src/record/link.ts": `import type { Person } from "../people/person.ts";\nexport type A = Person;\n` },
      "only through the face @ src/record/link.ts:1",
    ],
    [
      "strangers on one floor",
      { "src/feeds/index.ts": `export { plan } from "#care";\n`, "src/care/index.ts": `export const plan = 1;\n` },
      "lower floors only @ src/feeds/index.ts:1",
    ],
    [
      "a circle of types alone",
      {
        "src/record/one.ts": `import type { Two } from "./two.ts";\nexport type One = { two: Two };\n`,
        "src/record/two.ts": `import type { One } from "./one.ts";\nexport type Two = { one: One };\n`,
      },
      "no cycles @ src/record/one.ts:1",
    ],
    [
      "an alias that leads nowhere",
      { "src/record/one.ts": `import type { Place } from "#place";\nexport type A = Place;\n` },
      "imports lead somewhere @ src/record/one.ts:1",
    ],
    [
      "made-up people in the program",
      {
        "src/record/one.ts": `export { lives } from "#synthetic";\n`,
        "src/synthetic/index.ts": `export const lives = 1;\n`,
      },
      "made-up people stay apart @ src/record/one.ts:1",
    ],
    [
      "made-up people that lean on the program",
      { "src/synthetic/index.ts": `export type { Person } from "#people";\n` },
      "lower floors only @ src/synthetic/index.ts:1",
    ],
    [
      "the query builder outside db",
      { "src/record/store.ts": `export { sql } from "kysely";\n` },
      "PostgreSQL only in db @ src/record/store.ts:1",
    ],
    [
      "the driver's types outside db",
      { "src/record/store.ts": `import type { Client } from "pg";\nexport type A = Client;\n` },
      "PostgreSQL only in db @ src/record/store.ts:1",
    ],
    [
      "the database outside a store",
      { "src/db/index.ts": face, "src/record/entry-list.ts": `import "#db";\nexport const a = 1;\n` },
      "#db only in stores @ src/record/entry-list.ts:1",
    ],
    [
      "HTTP below the pages",
      { "src/record/one.ts": `import type { FastifyRequest } from "fastify";\nexport type A = FastifyRequest;\n` },
      "HTTP only in web, server and cli @ src/record/one.ts:1",
    ],
    [
      "HTTP of Node below the pages",
      { "src/record/one.ts": `import { get } from "node:https";\nexport const a = get;\n` },
      "HTTP only in web, server and cli @ src/record/one.ts:1",
    ],
    [
      "a socket in a module that is not db",
      { "src/record/one.ts": `import { connect } from "node:net";\nexport const a = connect;\n` },
      "sockets only in web, server, cli and db @ src/record/one.ts:1",
    ],
    ["a module without a floor", { "src/magic/index.ts": face }, "every module has a floor @ src/magic"],
    ["a module without a face", { "src/place/place.ts": face }, "a module has a face @ src/place"],
    ["a long face", { "src/place/index.ts": face.repeat(41) }, "a face is short @ src/place/index.ts"],
    [
      "a face that shows whatever there is",
      { "src/base/index.ts": `export type { Id } from "./ids.ts";\nexport * from "./ids.ts";\n` },
      "a face names what it shows @ src/base/index.ts:2",
    ],
    [
      "a file that names nothing",
      { "src/record/date-utils.ts": face },
      "files are nouns of the field @ src/record/date-utils.ts",
    ],
    [
      "a query outside a store",
      { "src/record/one.ts": "declare const sql: (text: TemplateStringsArray) => string;\nexport const a = sql`1`;\n" },
      "SQL only in stores @ src/record/one.ts:2",
    ],
    [
      "a query as a plain text outside a store",
      { "src/record/one.ts": `export const a = "select name from record.entry";\n` },
      "SQL only in stores @ src/record/one.ts:1",
    ],
    [
      "a claim that something is a permit",
      { "src/record/one.ts": `export const a = {} as unknown as Readonly<PersonPermit>;\n` },
      "permits are made in sharing @ src/record/one.ts:1",
    ],
    [
      "a claim in a test that something is a permit",
      { "test/a.test.ts": `export const isOne = (x: unknown): x is SupplyPermit => x !== 1;\n` },
      "permits are made in sharing @ test/a.test.ts:1",
    ],
    [
      "a setting read from outside",
      { "src/record/one.ts": `export const a = process.env["HOME"];\n` },
      "settings are passed in @ src/record/one.ts:1",
    ],
    [
      "a function longer than a screen",
      { "src/record/one.ts": `export function long() {\n${"  void 0;\n".repeat(60)}}\n` },
      "a function fits on a screen @ src/record/one.ts:1",
    ],
    [
      "a migration that names another module's table",
      { "src/record/migrations/001.sql": "-- from people.link\ncreate view record.a as\nselect * from people.link;\n" },
      "no SQL across schemas @ src/record/migrations/001.sql:3",
    ],
    [
      "a store that asks another module's table",
      { "src/record/store.ts": "export const a = (sql: typeof String.raw) => sql`\n select 1 from\n people.link`;\n" },
      "no SQL across schemas @ src/record/store.ts:2",
    ],
    [
      "a store that asks another module's table by the query builder",
      { "src/record/store.ts": `export const a = (db: { f(t: string): 1 }) => db.f("people.link as l");\n` },
      "no SQL across schemas @ src/record/store.ts:1",
    ],
    [
      "something left for later",
      { "src/record/one.ts": `${face}// ${LEFT_OVER}\n` },
      "nothing left for later @ src/record/one.ts:2",
    ],
    [
      "a number that could be someone's",
      { "test/one.test.ts": `export const a = "943 476 ${SOMEONES_LAST}";\n` },
      "made-up people only @ test/one.test.ts:1",
    ],
  ])("catch %s", async (_, files, expected) => {
    expect(await rulesBroken(files)).toContain(expected);
  });

  it("let a module hand on where programs lie, which is no setting", async () => {
    const path = `export const a = process.env["PATH"];\n`;
    expect(await rulesBroken({ "src/record/one.ts": path })).toEqual([]);
  });

  it("let a store join the two views that are part of a face", async () => {
    const store = "export const a = (sql: typeof String.raw) => sql`select 1 from people.current_patient`;\n";
    expect(await rulesBroken({ "src/record/store.ts": store })).toEqual([]);
  });

  it("count a function's own lines, not those of the functions in it", async () => {
    const inner = `    const a = () => {\n${"      void 0;\n".repeat(40)}    };\n    a();\n`;
    expect(await rulesBroken({ "src/record/one.ts": `export function two() {\n${inner.repeat(2)}}\n` })).toEqual([]);
  });
});

describe("a check that sees nothing", () => {
  it("fails where src is missing", async () => {
    const findings = await houseFindings(house({}, { "package.json": "{}" }));
    expect(findings.map((one) => one.rule)).toContain("all of src is looked at");
  });

  it("fails where src holds no TypeScript", async () => {
    const findings = await houseFindings(house({}, { "package.json": "{}", "src/base/readme.md": "" }));
    expect(findings.map((one) => one.rule)).toContain("all of src is looked at");
  });

  it("fails where TypeScript cannot be read: no file seen, or none that imports another", () => {
    const files = ["src/base/ids.ts", "src/base/index.ts"];
    expect(notLookedAt(files, [], 0)).not.toEqual([]);
    expect(notLookedAt(files, files, 0)).not.toEqual([]);
    expect(notLookedAt(files, files, 2)).toEqual([]);
  });

  it("fails where one file was passed over", () => {
    const [finding] = notLookedAt(["src/base/ids.ts", "src/base/index.ts"], ["src/base/index.ts"], 1);
    expect(finding?.where).toBe("src/base/ids.ts");
  });
});

describe("lint", () => {
  it("catches a forgotten promise, any, a missing case, the console, and a clock or dice of one's own", async () => {
    const lint = new ESLint({ cwd: house({ ...SETTINGS, "src/record/smelly.ts": smelly }) });
    const [result] = await lint.lintFiles("src/record/smelly.ts");
    expect(new Set(result?.messages.map((message) => message.ruleId))).toEqual(
      new Set([
        "@typescript-eslint/no-floating-promises",
        "@typescript-eslint/no-explicit-any",
        "@typescript-eslint/no-unsafe-return",
        "@typescript-eslint/switch-exhaustiveness-check",
        "no-console",
        "no-restricted-syntax",
      ]),
    );
  });
});

describe("the whole check", () => {
  const check = (folder: string) =>
    spawnSync(process.execPath, [join(root, "scripts/check.ts"), folder], { encoding: "utf8" });

  it("ends well where all is well", () => {
    const { status, stdout } = check(house(SETTINGS));
    expect(stdout).toContain("All is well.");
    expect(status).toBe(0);
  });

  it("names each part that is not well, and fails", () => {
    const wrong = `import type { Person } from "#people"\nexport const a: number = "" as unknown as Person;\n`;
    const { status, stdout } = check(house({ ...SETTINGS, "src/base/wrong.ts": wrong + smelly }));
    expect(stdout).toContain("Not well: house, types, lint, format.");
    expect(status).toBe(1);
  });
});
