import { parentPort, workerData } from "node:worker_threads";
import { share, type Asked, type ThreadData } from "./threads.ts";
import { createWork } from "./work.ts";

// What another thread runs: it does its share of what is asked for, until it is closed.
const { table, port } = workerData as ThreadData;
const work = createWork(table);
parentPort?.on("message", (asked: Asked) => {
  if ("ground" in asked) work.stand(asked.ground);
  else share(work, asked, port);
});
