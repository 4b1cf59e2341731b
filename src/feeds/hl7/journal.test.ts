import { describe, expect, it } from "vitest";
import { deliveryId } from "#base";
import type { Rejection } from "../adapter.ts";
import type { Fate, ReadMessage } from "./incoming.ts";
import { sortMessages, type JournalRow } from "./journal.ts";
import { headerOf } from "./sender.ts";

const TODAY = deliveryId(7);
const here = { delivery: TODAY, lines: 10 };

const aRejection = (lost: Rejection["lost"]): Rejection => ({
  ...{ line: 1, field: "PID-3", reason: "There is no patient.", accepted: "An id", lost },
});

const read = (sha256: string, controlId = sha256, fate: Fate = "taken"): ReadMessage => ({
  ...{ text: "", header: headerOf(""), size: 100, sha256, received: new Date(0), controlId, type: "ADT^A01", fate },
  entries: [],
  rejections: fate === "taken" ? [] : [aRejection("row")],
});

const row = (sha256: string, fate: Fate = "taken", more: Partial<JournalRow> = {}): JournalRow => ({
  ...{ delivery: TODAY, line: 3, sha256, controlId: sha256, fate, words: fate },
  ...more,
});

describe("messages that wait together", () => {
  it("are numbered on from those that came before", () => {
    const { fresh, again, verdicts } = sortMessages([read("a"), read("b")], [], here);
    expect(fresh.map((one) => [one.read.sha256, one.line])).toEqual([
      ["a", 11],
      ["b", 12],
    ]);
    expect(again).toEqual([]);
    expect(verdicts).toEqual([
      { fate: "taken", words: "" },
      { fate: "taken", words: "" },
    ]);
  });

  it("are answered as before where the same bytes were taken, and change nothing", () => {
    const before = row("a", "taken", { delivery: deliveryId(2), words: "Taken, but" });
    const { fresh, again, verdicts } = sortMessages([read("a")], [before], here);
    expect(fresh).toEqual([]);
    expect(again).toEqual([before]);
    expect(verdicts).toMatchObject([{ fate: "taken", words: "Taken, but" }]);
  });

  it("are taken once where the same bytes come twice at once", () => {
    const { fresh, again, verdicts } = sortMessages([read("a"), read("b"), read("a")], [], here);
    expect(fresh.map((one) => one.line)).toEqual([11, 12]);
    expect(again).toMatchObject([{ delivery: TODAY, line: 11 }]);
    expect(verdicts.map((one) => one.fate)).toEqual(["taken", "taken", "taken"]);
  });

  it.each(["refused", "foreign", "failed"] as const)("are taken now that were %s before", (fate) => {
    const { fresh, again } = sortMessages([read("a")], [row("a", fate)], here);
    expect(fresh.map((one) => one.line)).toEqual([11]);
    expect(again).toEqual([]);
    // Once taken, a still later one is the same as that.
    const { again: later } = sortMessages([read("a")], [row("a", fate), row("a", "taken", { line: 11 })], here);
    expect(later.map((one) => one.line)).toEqual([11]);
  });

  it("that are refused again are no further loss, and are told the reason of today", () => {
    const { fresh, again, verdicts } = sortMessages([read("a", "a", "refused")], [row("a", "failed")], here);
    expect(fresh).toEqual([]);
    expect(again).toHaveLength(1);
    expect(verdicts).toEqual([{ fate: "refused", words: "PID-3: There is no patient. Accepted: An id." }]);
  });

  it("are taken and noted where their control id was another message's of the same delivery", () => {
    const other = row("x", "taken", { controlId: "MSG1" });
    const { fresh, verdicts } = sortMessages([read("a", "MSG1"), read("b", "MSG2"), read("c", "MSG2")], [other], here);
    expect(fresh.map((one) => one.rejections.map(({ field, lost, line }) => ({ field, lost, line })))).toEqual([
      [{ field: "MSH-10", lost: "field", line: 11 }],
      [],
      [{ field: "MSH-10", lost: "field", line: 13 }],
    ]);
    expect(verdicts.map((one) => one.fate)).toEqual(["taken", "taken", "taken"]);
    expect(verdicts[0]?.words).toMatch(/^Taken, but MSH-10: /);
  });

  it("are not noted for a control id of another day, or for none", () => {
    const yesterday = row("x", "taken", { controlId: "MSG1", delivery: deliveryId(6) });
    const { fresh } = sortMessages(
      [read("x", "MSG1"), read("a", "MSG1"), read("b", ""), read("c", "")],
      [yesterday],
      here,
    );
    expect(fresh.flatMap((one) => one.rejections)).toEqual([]);
  });

  it("carry their line in what is refused of them", () => {
    const { fresh } = sortMessages([read("a"), read("b", "b", "refused")], [], here);
    expect(fresh[1]?.rejections).toMatchObject([{ line: 12, lost: "row" }]);
  });
});
