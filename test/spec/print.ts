/** Prints the promises that tests run into docs/reference. */
import { writeFile } from "node:fs/promises";
import { pages } from "./pages.ts";

for (const [name, text] of pages()) {
  await writeFile(new URL(`../../docs/reference/${name}`, import.meta.url), text);
}
