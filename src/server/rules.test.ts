import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { csvLines, csvOf } from "./csv.ts";
import { isThisMachine } from "./host.ts";
import { isSameOrigin } from "./same-origin.ts";

describe("The Host header", () => {
  it.each(["localhost", "localhost:8080", "127.0.0.1:8080", "[::1]:80", "LOCALHOST:80"])(
    "%s is this machine",
    (host) => {
      expect(isThisMachine(host)).toBe(true);
    },
  );

  it.each([undefined, "", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "localhost@evil:80"])(
    "%s is not",
    (host) => {
      expect(isThisMachine(host)).toBe(false);
    },
  );
});

describe("A posted form", () => {
  const host = "localhost:8080";
  it("is taken from our own pages", () => {
    expect(isSameOrigin({ fetchSite: "same-origin", origin: "null", host })).toBe(true);
    expect(isSameOrigin({ fetchSite: undefined, origin: "http://localhost:8080", host })).toBe(true);
  });

  it.each([
    { fetchSite: "cross-site", origin: "http://localhost:8080", host },
    { fetchSite: "same-site", origin: "http://localhost:9090", host },
    { fetchSite: "none", origin: undefined, host },
    { fetchSite: undefined, origin: "http://localhost:9090", host },
    { fetchSite: undefined, origin: "null", host },
    { fetchSite: undefined, origin: undefined, host },
  ])("is refused from elsewhere: $fetchSite, $origin", (from) => {
    expect(isSameOrigin(from)).toBe(false);
  });
});

describe("A CSV file", () => {
  it("quotes what holds commas, quotes or new lines", () => {
    expect(csvLines([["a", 'say "x", y', "two\nlines"]])).toBe('a,"say ""x"", y","two\nlines"\r\n');
  });

  it("holds no formula that a spreadsheet would run", () => {
    expect(csvLines([["=1+1"], ["@x"], ["+44"], ["-5"], [-5]])).toBe("'=1+1\r\n'@x\r\n'+44\r\n'-5\r\n-5\r\n");
  });

  it("comes in pieces, the names of the columns first", async () => {
    const pieces = csvOf(["a", "b"], Readable.from([[[1, "x"]], [[2, "y"]]]));
    expect(await Readable.from(pieces).toArray()).toEqual(["a,b\r\n", "1,x\r\n", "2,y\r\n"]);
  });
});
