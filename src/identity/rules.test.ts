import { describe, expect, it } from "vitest";
import { isSignInName, signInName } from "./account.ts";
import { afterFailure, BY_NAME, pausedUntil, type Attempts } from "./attempt-rule.ts";
import { newOneTimePassword } from "./one-time-password.ts";
import { passkeyName } from "./passkey.ts";
import { hashOfPassword, isPasswordOf } from "./password-hash.ts";
import { readPassword } from "./password-rule.ts";
import { beginning, endOf, hasEnded, isToBeNoted } from "./session-expiry.ts";
import { showAgent } from "./session.ts";

const START = new Date("2026-05-03T09:00:00Z");
const later = (minutes: number, from = START): Date => new Date(from.getTime() + minutes * 60_000);

describe("Failed attempts", () => {
  /** Fails so many times in a row, each as soon as it may be. */
  function failing(times: number): { attempts: Attempts | undefined; now: Date } {
    let attempts: Attempts | undefined;
    let now = START;
    for (let time = 0; time < times; time++) {
      now = pausedUntil(attempts, now) ?? now;
      attempts = afterFailure(BY_NAME, attempts, now);
    }
    return { attempts, now };
  }
  const pauseAfter = (times: number): number => {
    const { attempts, now } = failing(times);
    return ((pausedUntil(attempts, now)?.getTime() ?? now.getTime()) - now.getTime()) / 60_000;
  };

  it("are borne four times; from the fifth on there is a pause, each twice as long, up to an hour", () => {
    expect([1, 4, 5, 6, 7, 10, 11, 12, 200].map(pauseAfter)).toEqual([0, 0, 1, 2, 4, 32, 60, 60, 60]);
  });

  it("leave no way to try a hundred passwords within three days", () => {
    expect(failing(100).now.getTime()).toBeGreaterThan(later(3 * 24 * 60).getTime());
  });

  it("are forgotten after a day without one", () => {
    const { attempts, now } = failing(9);
    expect(afterFailure(BY_NAME, attempts, later(24 * 60 - 1, now)).failures).toBe(10);
    expect(afterFailure(BY_NAME, attempts, later(24 * 60, now)).failures).toBe(1);
  });
});

describe("A session", () => {
  const times = beginning(START);

  it("ends half an hour after it was last used", () => {
    expect(hasEnded(times, later(29.9))).toBe(false);
    expect(hasEnded(times, later(30))).toBe(true);
    expect(endOf({ ...times, lastUsed: later(60) })).toEqual(later(90));
  });

  it("ends after twelve hours however much it is used", () => {
    const used = { ...times, lastUsed: later(12 * 60 - 1) };
    expect(hasEnded(used, later(12 * 60 - 0.5))).toBe(false);
    expect(hasEnded(used, later(12 * 60))).toBe(true);
  });

  it("has its use written down once a minute", () => {
    expect(isToBeNoted(times, later(0.9))).toBe(false);
    expect(isToBeNoted(times, later(1))).toBe(true);
  });

  it.each([
    ["Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Windows"],
    ["Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36", "Chrome on Linux"],
    ["Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Safari/604.1",
      "Safari on iOS",
    ],
    ["<script>alert(1)</script>", "A browser"],
    [undefined, "A browser"],
  ])("names its browser in a few words: %s", (userAgent, shown) => {
    expect(showAgent(userAgent)).toBe(shown);
  });
});

describe("A password", () => {
  const remedyFor = (password: string, obvious: readonly string[] = []): string | undefined => {
    const read = readPassword(password, obvious);
    return read.ok ? undefined : read.problem.remedy;
  };

  it.each(["lighthouse tortoise 7", "correcthorsebatterystaple", "nineteen blue kettles", "ärger mit der Straßenbahn"])(
    "may be %j: no rule asks for capitals, digits or signs",
    (password) => {
      expect(remedyFor(password)).toBeUndefined();
    },
  );

  it.each(["", "elevenchars", "Tr0ub4dor&3"])("has at least twelve characters: not %j", (password) => {
    expect(remedyFor(password)).toBe("Use at least 12 characters.");
  });

  it("has at most two hundred characters, and may have two hundred", () => {
    const long = Array.from({ length: 67 }, (_, nth) => `${(nth * 7919) % 97}x`).join("");
    expect(remedyFor(long.slice(0, 200).padEnd(200, "q"))).toBeUndefined();
    expect(remedyFor("x".repeat(201))).toBe("Use at most 200 characters.");
  });

  it.each([
    "password1234",
    "123456789012",
    "qwertyuiop12",
    "iloveyou1234",
    "manchesterunited",
    "aaaaaaaaaaaaaaaa",
    "abcabcabcabcabc",
  ])("is none of the commonest, nor made of them: not %j", (password) => {
    expect(remedyFor(password)).toContain("too easy to guess");
  });

  it("is not what anybody would try for this person or place", () => {
    expect(remedyFor("omar-haddad1")).toBeUndefined();
    expect(remedyFor("omar-haddad1", ["omar-haddad"])).toContain("too easy to guess");
  });
});

describe("A kept password", () => {
  it("is argon2id, with a salt of its own each time", async () => {
    const [one, other] = await Promise.all([
      hashOfPassword("lighthouse tortoise"),
      hashOfPassword("lighthouse tortoise"),
    ]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(one).not.toBe(other);
  });

  it("is that password's and no other's, however its letters were composed", async () => {
    const kept = await hashOfPassword("Caf\u00e9 au lait");
    expect(await isPasswordOf(kept, "Cafe\u0301 au lait")).toBe(true);
    expect(await isPasswordOf(kept, "Cafe au lait")).toBe(false);
    expect(await isPasswordOf(kept, "Caf\u00e9 au lait ")).toBe(false);
  });

  it("is read as others write it", async () => {
    // printf 'password' | argon2 somesalt -id -t 2 -k 65536 -p 1 -l 24 (phc-winner-argon2, test.c)
    const kept = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    expect(await isPasswordOf(kept, "password")).toBe(true);
  });
});

describe("A name to sign in with", () => {
  it("is the same in capitals and with blanks around it", () => {
    expect(signInName("  Omar-Haddad ")).toBe("omar-haddad");
  });

  it.each(["omar-haddad", "o.haddad@place.example", "x"])("may be %s", (name) => expect(isSignInName(name)).toBe(true));
  it.each(["", "two words", "-x", "<b>", "x".repeat(101)])("may not be %j", (name) =>
    expect(isSignInName(name)).toBe(false),
  );
});

describe("What is made for somebody", () => {
  it("a one-time password is never the same, and would itself be a good one", () => {
    const many = Array.from({ length: 200 }, newOneTimePassword);
    expect(new Set(many).size).toBe(200);
    for (const one of many) expect(readPassword(one, []).ok).toBe(true);
  });

  it("a passkey has a name, short and tidy", () => {
    expect(passkeyName("  my   phone ")).toBe("my phone");
    expect(passkeyName(" ")).toBe("Passkey");
    expect(passkeyName("x".repeat(100))).toHaveLength(60);
  });
});
