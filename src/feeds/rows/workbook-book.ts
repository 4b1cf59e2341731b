import { failed, succeeded, type Outcome } from "#base";
import type { Fault } from "../fault.ts";
import { workbookFault, type Archive } from "./workbook-archive.ts";
import { plainText, type CellRules } from "./workbook-cell.ts";
import { builtInFormat, formatOf, type NumberFormat } from "./workbook-format.ts";
import { hear, type XmlListener } from "./workbook-xml.ts";

/** One sheet of a workbook. */
export type SheetPlace = { readonly name: string; readonly path: string; readonly isHidden: boolean };

/** What a workbook says of its sheets, and what their cells share. */
export type Book = CellRules & {
  readonly sheets: readonly SheetPlace[];
  /** The format of a cell's style, by its number. */
  readonly formatOf: (style: number) => NumberFormat;
};

/** Characters of the texts that cells share, all together, and how many texts. More would not fit into memory. */
const MOST_SHARED_CHARACTERS = 30_000_000;
const MOST_SHARED_TEXTS = 1_000_000;
/** Sheets, relations or formats of a workbook. */
const MOST_NAMED = 100_000;

/** Reads what stands above the sheets. Fails where the archive is no workbook. */
export async function readBook(archive: Archive): Promise<Outcome<Book, Fault>> {
  const path = await bookPath(archive);
  if (!path.ok) return path;
  const found = await sheetsOf(archive, path.value);
  if (!found.ok) return found;
  const { sheets, from1904, related } = found.value;
  const texts = await sharedTexts(archive, related("sharedStrings"));
  if (!texts.ok) return texts;
  const formats = await formatsOf(archive, related("styles"));
  if (!formats.ok) return formats;
  return succeeded({
    ...{ sheets, from1904 },
    sharedText: (index) => texts.value[index],
    formatOf: (style) => formats.value[style] ?? { kind: "plain" },
  });
}

type Related = { readonly id: string; readonly kind: string; readonly path: string };

/** Where the workbook itself stands, which the archive's own relations say. */
async function bookPath(archive: Archive): Promise<Outcome<string, Fault>> {
  if (archive.has("content.xml") && archive.has("mimetype")) {
    return failed(workbookFault("This is an OpenDocument spreadsheet (.ods)."));
  }
  if (!archive.has("_rels/.rels")) return failed(workbookFault("This zip archive holds no workbook."));
  const relations = await relationsOf(archive, "_rels/.rels", "");
  if (!relations.ok) return relations;
  const path = relations.value.find(({ kind }) => kind === "officeDocument")?.path;
  if (path === undefined) return failed(workbookFault("This zip archive holds no workbook."));
  if (path.endsWith(".bin")) return failed(workbookFault("This is a binary workbook (.xlsb)."));
  return succeeded(path);
}

async function relationsOf(
  archive: Archive,
  path: string,
  folder: string,
): Promise<Outcome<readonly Related[], Fault>> {
  const related: Related[] = [];
  const open: XmlListener["open"] = (name, attribute) => {
    const [id, type, target] = [attribute("Id"), attribute("Type"), attribute("Target")];
    if (name !== "Relationship" || id === undefined || type === undefined || target === undefined) return;
    related.push({ id, kind: type.slice(type.lastIndexOf("/") + 1), path: resolved(folder, target) });
  };
  const heard = await hearAll(archive, path, { open }, () => related.length > MOST_NAMED);
  return heard.ok ? succeeded(related) : heard;
}

/** A target as a path of the archive: from the root where it begins with a slash, else from the folder. */
function resolved(folder: string, target: string): string {
  const parts: string[] = [];
  for (const part of `${target.startsWith("/") ? "" : folder}/${target}`.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
}

type Sheets = {
  readonly sheets: readonly SheetPlace[];
  readonly from1904: boolean;
  readonly related: (kind: string) => string | undefined;
};

async function sheetsOf(archive: Archive, path: string): Promise<Outcome<Sheets, Fault>> {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf("/")));
  const named: { name: string; id: string; isHidden: boolean }[] = [];
  const found = { isWorkbook: false, from1904: false };
  const open: XmlListener["open"] = (name, attribute) => {
    if (name === "workbook") found.isWorkbook = true;
    if (name === "workbookPr") found.from1904 = ["1", "true"].includes(attribute("date1904") ?? "");
    if (name !== "sheet") return;
    const isHidden = (attribute("state") ?? "visible") !== "visible";
    named.push({ name: attribute("name") ?? "", id: attribute("id") ?? "", isHidden });
  };
  const heard = await hearAll(archive, path, { open }, () => named.length > MOST_NAMED);
  if (!heard.ok) return heard;
  if (!found.isWorkbook) return failed(workbookFault("This is a document of an office program, but no workbook."));
  const relations = await relationsOf(archive, relationsPath(path), folder);
  if (!relations.ok) return relations;
  const sheets = named.flatMap(({ id, ...sheet }) => {
    const own = relations.value.find((one) => one.id === id && one.kind === "worksheet");
    return own ? [{ ...sheet, path: own.path }] : [];
  });
  const related = (wanted: string) => relations.value.find(({ kind }) => kind === wanted)?.path;
  return succeeded({ sheets, from1904: found.from1904, related });
}

const relationsPath = (path: string): string => path.replace(/([^/]*)$/, "_rels/$1.rels");

/** The texts that cells name by their number. */
async function sharedTexts(archive: Archive, path: string | undefined): Promise<Outcome<readonly string[], Fault>> {
  const texts: string[] = [];
  if (path === undefined || !archive.has(path)) return succeeded(texts);
  const words = createWords();
  let characters = 0;
  const heard = await hearAll(
    archive,
    path,
    {
      ...words.listener,
      close: (name) => {
        words.listener.close(name);
        if (name !== "si") return;
        const text = plainText(words.taken());
        characters += text.length;
        texts.push(text);
      },
    },
    () => characters > MOST_SHARED_CHARACTERS || texts.length > MOST_SHARED_TEXTS,
  );
  if (heard.ok) return succeeded(texts);
  return heard;
}

/** The words of a text, however many runs of different looks it has; how it is pronounced (rPh) is left out. */
export function createWords() {
  let words = "";
  let isText = false;
  let isPronounced = false;
  return {
    listener: {
      open: (name: string): void => {
        if (name === "t") isText = true;
        if (name === "rPh") isPronounced = true;
      },
      text: (text: string): void => {
        if (isText && !isPronounced) words += text;
      },
      close: (name: string): void => {
        if (name === "t") isText = false;
        if (name === "rPh") isPronounced = false;
      },
    },
    taken: (): string => {
      const taken = words;
      words = "";
      return taken;
    },
  };
}

/** The formats of the styles, in the order of their numbers. */
async function formatsOf(archive: Archive, path: string | undefined): Promise<Outcome<readonly NumberFormat[], Fault>> {
  const formats: NumberFormat[] = [];
  if (path === undefined || !archive.has(path)) return succeeded(formats);
  const own = new Map<number, NumberFormat>();
  let isCellStyle = false;
  const listener: XmlListener = {
    open: (name, attribute) => {
      const id = Number(attribute("numFmtId") ?? 0);
      if (name === "numFmt") own.set(id, formatOf(attribute("formatCode") ?? ""));
      if (name === "cellXfs") isCellStyle = true;
      if (name === "xf" && isCellStyle) formats.push(own.get(id) ?? builtInFormat(id));
    },
    close: (name) => {
      if (name === "cellXfs") isCellStyle = false;
    },
  };
  const heard = await hearAll(archive, path, listener, () => formats.length + own.size > MOST_NAMED);
  return heard.ok ? succeeded(formats) : heard;
}

/** Hears a part to its end, unless it grows too large on the way. */
async function hearAll(
  archive: Archive,
  path: string,
  listener: XmlListener,
  isTooLarge: () => boolean = () => false,
): Promise<Outcome<undefined, Fault>> {
  const bytes = await archive.read(path);
  if (!bytes.ok) return bytes;
  for await (const step of hear(bytes.value, listener)) {
    if (!step.ok) return step;
    if (isTooLarge()) return failed(workbookFault("This workbook holds more text than fits into memory."));
  }
  return succeeded(undefined);
}
