import { describe, expect, it } from "vitest";
import { feedId, odsCode } from "#base";
import { directoryOf, type FeedSettings, type MllpSettings } from "#place";
import { headerOf, sourceOf } from "./sender.ts";

const HOSPITAL = odsCode("X99003");
const OTHER = odsCode("X99005");
const ELSEWHERE = odsCode("X99009");

const feedOf = (organisations: FeedSettings["organisations"], senders?: MllpSettings["senders"]): FeedSettings => ({
  ...{ id: feedId("acute"), name: "Messages", format: "hl7-v2", folder: "acute", organisations },
  ...{ deliveries: "increments", expectedEveryDays: 1, mllp: { port: 2575, ...(senders && { senders }) } },
});

const directory = directoryOf({
  name: "Testborough",
  demonstration: true,
  organisations: [HOSPITAL, OTHER, ELSEWHERE].map((ods) => ({ ods, name: ods, kind: "acute-trust" })),
  staff: [],
  feeds: [],
});

const from = (application: string, facility: string, feed: FeedSettings) =>
  sourceOf(headerOf(`MSH|^~\\&|${application}|${facility}|||20261122||ADT^A01|1|P|2.5`), feed, directory);

describe("who sends a message", () => {
  it("is the feed's only organisation, whatever the message calls itself", () => {
    expect(from("PAS", "", feedOf([HOSPITAL]))).toEqual({ ok: true, value: HOSPITAL });
    expect(from("PAS", "The Hospital", feedOf([HOSPITAL]))).toEqual({ ok: true, value: HOSPITAL });
  });

  it("is never the only organisation where the message names another one of the place", () => {
    expect(from("PAS", ELSEWHERE, feedOf([HOSPITAL])).ok).toBe(false);
  });

  it("is the organisation of the feed whose ODS code stands in MSH-4", () => {
    expect(from("PAS", `${OTHER}^1.2.3^ISO`, feedOf([HOSPITAL, OTHER]))).toEqual({ ok: true, value: OTHER });
    expect(from("PAS", "The Hospital", feedOf([HOSPITAL, OTHER])).ok).toBe(false);
  });

  it("is whom the place file names for the facility, and before that for application and facility", () => {
    const feed = feedOf([HOSPITAL, OTHER], { SITE: HOSPITAL, "LAB|SITE": OTHER });
    expect(from("PAS", "SITE", feed)).toEqual({ ok: true, value: HOSPITAL });
    expect(from("LAB", "SITE", feed)).toEqual({ ok: true, value: OTHER });
  });

  it("is nobody where the place file names senders and this is none of them", () => {
    const feed = feedOf([HOSPITAL], { SITE: HOSPITAL });
    for (const facility of ["", HOSPITAL, "site", "__proto__", "constructor"]) {
      expect(from("PAS", facility, feed)).toMatchObject({ ok: false, problem: { kind: "refused" } });
    }
  });
});

describe("a message's header", () => {
  it("is read with the separators that it names itself", () => {
    expect(headerOf("MSH#:~\\&#PAS:1#SITE:2###20261122##ADT:A01#77#P#2.5###al#NE\rPID#1")).toEqual({
      ...{ application: "PAS", facility: "SITE", controlId: "77" },
      ...{ acceptAcknowledgement: "AL", applicationAcknowledgement: "NE" },
    });
  });

  it("is found after white space", () => {
    expect(headerOf("\r\n MSH|^~\\&|PAS|SITE|||20261122||ADT^A01|77|P|2.5\rPID|1").controlId).toBe("77");
  });

  it("is empty where there is none", () => {
    for (const text of ["", "MSH", "MSH|", "PID|1", "\u0000\u0001", "\r\n"]) expect(headerOf(text).controlId).toBe("");
  });
});
