import { readFileSync, readdirSync } from "node:fs";

/** Memory of these processes and all their children, in megabytes: shared pages counted once (Linux, PSS). */
export function memoryOf(roots: readonly number[]): number {
  const children = childrenByParent();
  const pending = [...roots];
  let kilobytes = 0;
  for (let pid = pending.pop(); pid !== undefined; pid = pending.pop()) {
    kilobytes += proportionalSet(pid);
    pending.push(...(children.get(pid) ?? []));
  }
  return Math.round(kilobytes / 1024);
}

function childrenByParent(): ReadonlyMap<number, readonly number[]> {
  const children = new Map<number, number[]>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const parent = Number(/^PPid:\s+(\d+)/m.exec(textOf(`/proc/${name}/status`))?.[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  return children;
}

const proportionalSet = (pid: number): number =>
  Number(/^Pss:\s+(\d+)/m.exec(textOf(`/proc/${String(pid)}/smaps_rollup`))?.[1] ?? 0);

/** A hundredth of a second: what Linux counts processor time in. */
const TICKS_A_SECOND = 100;

/** Processor seconds that a process, its children and those of them that ended have used so far (Linux). */
export function processorSecondsOf(root: number): number {
  const pids = [root, ...(childrenByParent().get(root) ?? [])];
  const ticks = pids.reduce((sum, pid) => {
    // The name, in brackets, may hold spaces: fields are counted after it. 11 to 14: own user and system, then children's.
    const fields =
      textOf(`/proc/${String(pid)}/stat`)
        .split(") ")[1]
        ?.split(" ") ?? [];
    const used = pid === root ? [11, 12, 13, 14] : [11, 12];
    return sum + used.reduce((own, field) => own + Number(fields[field] ?? 0), 0);
  }, 0);
  return ticks / TICKS_A_SECOND;
}

/** A process may end while it is looked at. */
function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** The embedded server of a data folder, which is nobody's child. */
export function databaseServerOf(dataFolder: string): readonly number[] {
  const pid = Number(textOf(`${dataFolder}/postgres/cluster/postmaster.pid`).split("\n")[0]);
  return pid > 0 ? [pid] : [];
}
