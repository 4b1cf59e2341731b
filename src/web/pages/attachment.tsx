import type { App } from "#app";
import { entryIdIn } from "#base";
import { readPerson } from "../about-person.tsx";
import { attachmentsOf } from "../attachments.ts";
import { notFound, type Answer, type PageRequest, type Route } from "../route.ts";

/** A file that an entry holds, to be saved: a browser is not asked to show what came from outside. */
export const attachmentRoutes: readonly Route[] = [
  { method: "GET", path: "/people/:person/entries/:entry/attachments/:number", answer: attachmentFile },
];

async function attachmentFile(app: App, request: PageRequest): Promise<Answer> {
  const id = entryIdIn(request.params["entry"] ?? "");
  if (!id) return notFound(NOT_THERE);
  const reading = await readPerson(app, request, "attachment", (permit) => app.record.versions(permit, id));
  if (!reading.ok) return reading.problem;
  const { value } = reading.value;
  const current = value.ok ? value.value[0] : undefined;
  const file =
    current && attachmentsOf(current.content).find(({ number }) => String(number) === request.params["number"]);
  if (!file) return notFound(NOT_THERE);
  return { kind: "file", name: file.fileName, contentType: file.contentType, bytes: file.data() };
}

const NOT_THERE = "This entry has no such attachment.";
