import { filesIn, parseFhirJson, type HeldFile } from "#base";

/** A document, picture or other file that an entry holds. */
export type Attachment = {
  /** From 1, in the order in which the entry holds them. */
  readonly number: number;
  readonly title: string;
  /** In words: "PDF document". */
  readonly kind: string;
  /** As it is sent to a browser. */
  readonly contentType: string;
  /** For saving it: says nothing about the person. */
  readonly fileName: string;
  readonly bytes: number;
  /** When it was made, as the source says it. */
  readonly created?: string;
  readonly data: () => Buffer;
};

/** The files in an entry's FHIR content. */
export const attachmentsOf = (content: string): readonly Attachment[] =>
  filesIn(parseFhirJson(content)).map((file, at) => attachmentFrom(file, at + 1));

const KINDS: Readonly<Record<string, readonly [string, string]>> = {
  "application/pdf": ["PDF document", "pdf"],
  "image/png": ["Picture (PNG)", "png"],
  "image/jpeg": ["Picture (JPEG)", "jpg"],
  "image/gif": ["Picture (GIF)", "gif"],
  "image/tiff": ["Picture (TIFF)", "tif"],
  "application/dicom": ["Medical image (DICOM)", "dcm"],
  "text/plain": ["Text", "txt"],
  "text/html": ["Web page (HTML)", "html"],
  "text/rtf": ["Text document (RTF)", "rtf"],
  "application/rtf": ["Text document (RTF)", "rtf"],
  "text/xml": ["XML document", "xml"],
  "application/xml": ["XML document", "xml"],
  "application/msword": ["Word document", "doc"],
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ["Word document", "docx"],
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ["Workbook", "xlsx"],
};

const TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*(?:\s*;\s*charset=[\w-]+)?$/i;

function attachmentFrom({ holder, data }: HeldFile, number: number): Attachment {
  const { contentType, title, creation } = holder;
  const said = typeof contentType === "string" && TYPE.test(contentType) ? contentType : "application/octet-stream";
  const type = said.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  const [kind, ending] = KINDS[type] ?? [type, "bin"];
  return {
    number,
    title: typeof title === "string" && title.trim() !== "" ? title : `Attachment ${number}`,
    kind,
    contentType: said,
    fileName: `attachment-${number}.${ending}`,
    bytes: Buffer.byteLength(data.replace(/\s+/g, ""), "base64"),
    ...(typeof creation === "string" ? { created: creation } : {}),
    data: () => Buffer.from(data, "base64"),
  };
}

/** "512 bytes", "34 kB", "1.2 MB". */
export function showSize(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(0)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
