import { fileTypeFromBuffer } from "file-type";

/**
 * What the bytes of a file are: a media type, or one of ours for text ("text", "html", "markup", "script"); undefined
 * when nothing is known that looks like them.
 */
export type FoundType = string | undefined;

/** Bytes at the beginning of a file by which its type is known. */
const HEAD = 65_536;

/** @see https://github.com/sindresorhus/file-type (signatures); text is told by its characters, which have none */
export async function typeOfBytes(bytes: Buffer): Promise<FoundType> {
  const head = bytes.subarray(0, HEAD);
  const text = textOf(head);
  if (text !== undefined) return typeOfText(text);
  // What it says of a broken file is an error of the file, not of ours.
  return fileTypeFromBuffer(head).then(
    (found) => found?.mime,
    () => undefined,
  );
}

/** The text that bytes are, in whatever encoding; undefined when they are none. */
function textOf(head: Buffer): string | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return head.toString("utf16le", 2);
  if (head[0] === 0xfe && head[1] === 0xff) {
    return Buffer.from(head.subarray(2, head.length - (head.length % 2)))
      .swap16()
      .toString("utf16le");
  }
  const text = head.toString("latin1");
  return CONTROLS.test(text) ? undefined : text.replace(/^\xef\xbb\xbf/, "");
}

// eslint-disable-next-line no-control-regex -- characters that no text holds
const CONTROLS = /[\x00-\x06\x0e-\x1a\x1c-\x1f]/;

const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/^%PDF-/, "application/pdf"],
  [/^\{\\rtf/, "application/rtf"],
  [/^%!PS/, "application/postscript"],
  [/^(?:#!|<\?php|@echo off)/i, "script"],
  [/^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)?<(?:!doctype\s+html|(?:html|head|body|script|iframe)[\s>/])/i, "html"],
  [/^\s*<[a-z_?!]/i, "markup"],
];

const typeOfText = (text: string): string => SIGNS.find(([sign]) => sign.test(text))?.[1] ?? "text";

const wordsIn = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Programs, and documents that hold programs. */
const PROGRAMS = wordsIn(`
  script application/x-msdownload application/x-elf application/x-mach-binary application/wasm application/java-vm
  application/java-archive application/vnd.android.package-archive application/x-ms-shortcut application/x-ft-apple.alias
  application/vnd.ms-htmlhelp application/x-shockwave-flash application/x-deb application/x-rpm
  application/x-google-chrome-extension application/x-xpinstall application/x-ms-regedit application/x-apple-diskimage
  application/vnd.ms-cab-compressed`);

export const isProgram = (type: string): boolean =>
  PROGRAMS.has(type) ||
  /macroenabled|javascript|ecmascript|x-sh$|x-csh|x-php|x-python|x-perl|x-bat|x-msdos|x-msi|portable-executable|\bhta\b/.test(
    type,
  );

/** Which of several files of one kind a media type means. */
type Family = "pdf" | "rtf" | "office" | "markup" | "text" | "media" | "picture" | "dicom" | "postscript";

/** What types are taken for each other; undefined for those of which nothing is known. */
function familyOf(type: string): Family | undefined {
  if (/^application\/(?:x-)?pdf$/.test(type)) return "pdf";
  if (/^(?:text|application)\/(?:x-)?rtf$/.test(type)) return "rtf";
  if (OFFICE.test(type)) return "office";
  if (type === "markup" || type === "html" || /^(?:text|application)\/(?:xml|html)$|\+xml$/.test(type)) return "markup";
  if (type.startsWith("text") || /^application\/(?:json|x-ndjson|hl7-v2|csv|yaml)$|\+json$/.test(type)) return "text";
  if (/^(?:audio|video)\/|^application\/(?:ogg|mp4|vnd\.ms-asf|mxf)/.test(type)) return "media";
  if (type.startsWith("image/")) return "picture";
  if (type === "application/dicom") return "dicom";
  return type === "application/postscript" || type === "application/eps" ? "postscript" : undefined;
}

const OFFICE =
  /^application\/(?:msword|zip|epub\+zip|x-cfb|vnd\.(?:ms-(?:excel|powerpoint|word|outlook|works|project)|visio|openxmlformats|oasis\.opendocument).*)$/;

/** Pictures that begin with signs which are always known. */
const KNOWN_PICTURE = /^image\/(?:png|jpeg|gif|tiff|bmp|webp)$/;
const SPELLINGS: Readonly<Record<string, string>> = {
  "image/jpg": "image/jpeg",
  "image/pjpeg": "image/jpeg",
  "image/x-png": "image/png",
  "image/tif": "image/tiff",
  "image/x-ms-bmp": "image/bmp",
  "image/apng": "image/png",
};
const spelt = (type: string): string => SPELLINGS[type] ?? type;

/** A type that says nothing of the content. */
export const isAnything = (type: string): boolean =>
  /^(?:application\/octet-stream|application\/binary|\*\/\*)$/.test(type);

/** Whether a file that was found to be of one type may be what it was declared to be. */
export function agrees(declared: string, found: FoundType): boolean {
  if (isAnything(declared)) return true;
  const meant = familyOf(declared);
  const met = found === undefined ? undefined : familyOf(found);
  switch (meant) {
    case undefined:
      return true;
    case "picture":
      if (!KNOWN_PICTURE.test(spelt(declared))) return met === "picture" || met === undefined;
      return found !== undefined && spelt(found) === spelt(declared);
    // Many recordings have no signs.
    case "media":
      return met === "media" || met === undefined;
    case "office":
      return met === "office" || met === "rtf";
    case "markup":
      return met === "markup" || (declared === "text/html" && met === "text");
    case "text":
      return met === "text" || found === "markup";
    case "pdf":
    case "rtf":
    case "dicom":
    case "postscript":
      return met === meant;
  }
}
