import { hash } from "node:crypto";

/** Remembers what has been given of a file, so that what each row repeats (its patient) is given once, and again when it changes. */
export type News = { readonly isNews: (key: string, content: string) => boolean };

export function createNews(): News {
  const told = new Map<string, number>();
  return {
    isNews: (key, content) => {
      // 52 bits: compared only with what the same key said before.
      const digest = parseInt(hash("sha1", content, "hex").slice(0, 13), 16);
      if (told.get(key) === digest) return false;
      told.set(key, digest);
      return true;
    },
  };
}
