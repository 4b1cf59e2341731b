import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

/** What tells the time or rolls dice by itself cannot be replayed: the clock and the seed are passed in. */
const passedIn = [
  "error",
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: "The clock is passed in (Clock of #base).",
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: "The clock is passed in (Clock of #base); a stopwatch is performance.now().",
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: "The seed is passed in.",
  },
];

export default defineConfig(
  { ignores: ["node_modules", "data", ".cache", "coverage", "docs", "src/web/assets/**/*.js"] },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: "error",
      "no-console": "error",
      "no-eval": "error",
      "no-empty": "error",
      "no-control-regex": "error",
      "no-misleading-character-class": "error",
      "no-useless-escape": "error",
      "no-unsafe-finally": "error",
      "no-async-promise-executor": "error",
      "no-implied-eval": "off",
      "no-param-reassign": "error",
      // A switch counts once; ?. and ?? count, and FHIR is full of what may be absent.
      complexity: ["error", { max: 20, variant: "modified" }],
      "max-depth": ["error", 4],
      "max-params": ["error", 6],
      "max-lines": ["error", { max: 400, skipBlankLines: true, skipComments: true }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/consistent-type-exports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        // A default that ends in impossible() is held to be exhaustive by the compiler itself.
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
      // We have no enums; numbers stand for those of packages.
      "@typescript-eslint/no-unsafe-enum-assignment": "off",
      "@typescript-eslint/no-unsafe-enum-comparison": "off",
      // An operation promises an Outcome even where, today, it need not wait.
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
    },
  },
  {
    files: ["src/**/*.{ts,tsx}"],
    rules: {
      "no-restricted-syntax": passedIn,
      "no-restricted-globals": ["error", { name: "fetch", message: "No request leaves the machine from here." }],
    },
  },
  { files: ["src/base/clock.ts"], rules: { "no-restricted-syntax": "off" } },
  {
    files: ["src/cli/**"],
    rules: { "no-console": "off", "no-restricted-syntax": "off", "no-restricted-globals": "off" },
  },
  { files: ["bench/**", "scripts/**"], rules: { "no-console": "off" } },
  {
    files: ["test/**", "bench/**", "**/*.test.{ts,tsx}"],
    rules: {
      "max-lines": "off",
      "no-restricted-syntax": "off",
      "no-restricted-globals": "off",
      "no-console": "off",
      "@typescript-eslint/no-invalid-void-type": "off",
      // expect's own matchers, such as expect.objectContaining, are of any type.
      "@typescript-eslint/no-unsafe-assignment": "off",
      // A test that finds nothing where it expects something fails, which is what it is for.
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
);
