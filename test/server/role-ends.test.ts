import { beforeAll, describe, expect, it } from "vitest";
import { createServer } from "#server";
import { aClock, aHouse, aPlace, NURSE, type House } from "../builders/house.ts";
import { letInToAll } from "../builders/let-in.ts";
import { signedInAs } from "../builders/signed-in.ts";

const LAST_DAY = "2026-05-03";
const time = aClock(`${LAST_DAY}T22:50:00Z`);

let house: House;
let server: Awaited<ReturnType<typeof createServer>>;
beforeAll(async () => {
  const place = aPlace();
  const staff = place.staff.map((one) => (one.id === NURSE ? { ...one, to: LAST_DAY } : one));
  house = await aHouse({ clock: time.clock, place: { ...place, staff } });
  await letInToAll(house.db, NURSE);
  const ready = async () => ({ ready: true, words: "ready" });
  server = await createServer({ app: house, ready, log: () => undefined });
});

const mayList = () => house.sharing.mayList({ actor: NURSE, purpose: "direct-care", what: "search" });

describe("a role", () => {
  it("ends with the last day that it names: for permits, and for whoever is still signed in", async () => {
    const cookies = await signedInAs(house, NURSE);
    const seen = async () => server.inject({ url: "/find", cookies });
    expect([(await mayList()).ok, (await seen()).statusCode]).toEqual([true, 200]);
    // Ten minutes to midnight in England, which keeps summer time; then ten minutes after it.
    time.set(`${LAST_DAY}T23:10:00Z`);
    expect(await mayList()).toMatchObject({
      ok: false,
      problem: { kind: "refused", message: "We do not know who is asking, or their role here has ended." },
    });
    const after = await seen();
    expect(after.statusCode).toBe(403);
    expect(after.body).toContain("You have no role here today");
  });
});
