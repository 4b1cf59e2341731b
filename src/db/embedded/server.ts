import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { failed, succeeded, type Outcome, type Problem } from "#base";
import { clientSettings } from "../connections.ts";
import { codeOf, isUnreachable, unavailable } from "../problems.ts";
import { findBinaries, reachableBinaries, type Binaries } from "./binaries.ts";
import { ensureCluster, passwordOf, SUPERUSER } from "./cluster.ts";
import { homeOf, prepareHome, type Home } from "./home.ts";
import { launch, type Launch } from "./launch.ts";
import { serverOwner, type Owner } from "./owner.ts";
import { isAlive, readLock, type Postmaster } from "./postmaster.ts";

/** The embedded server while this program uses it. */
export type EmbeddedServer = {
  readonly url: string;
  readonly socketFolder: string | undefined;
  /** Brings it back after it was killed; false when that is not possible. */
  readonly revive: () => Promise<boolean>;
  /** Says that this program is done with it; the last one to say so stops it. */
  readonly leave: () => Promise<void>;
};

type Log = (line: string) => void;
type Place = { readonly home: Home; readonly binaries: Binaries; readonly owner: Owner | undefined; readonly log: Log };
/** A hold on a running server: a connection whose shared lock says that somebody uses it. */
type Hold = { readonly postmaster: Postmaster; readonly client: pg.Client };

const DATABASE = "wholestory";
/** Advisory lock: shared by every program that uses the server, exclusive for the one that stops it. */
const IN_USE = 7_714_001;

/** The server of this data folder: the one that runs already, also an orphan of a killed program, or a new one. */
export async function startServer(dataFolder: string, log: Log): Promise<Outcome<EmbeddedServer>> {
  const place = await preparedPlace(dataFolder, log);
  if (!place.ok) return place;
  const password = await passwordOf(place.value.home);
  const reached = await reach(place.value, password);
  if (!reached.ok) return reached;
  let hold = reached.value;
  let reviving: Promise<boolean> | undefined;
  const revive = async (): Promise<boolean> => {
    await hold.client.end().catch(() => undefined);
    const again = await reach(place.value, password);
    if (again.ok) hold = again.value;
    else log(again.problem.message);
    return again.ok;
  };
  return succeeded({
    url: urlOf(hold.postmaster, password, DATABASE),
    socketFolder: hold.postmaster.socketFolder || undefined,
    revive: () => (reviving ??= revive().finally(() => (reviving = undefined))),
    leave: () => letGo(hold),
  });
}

async function preparedPlace(dataFolder: string, log: Log): Promise<Outcome<Place>> {
  const found = findBinaries();
  if (!found.ok) return found;
  const owner = serverOwner();
  const home = homeOf(dataFolder, owner);
  try {
    await prepareHome(home, dataFolder, owner);
    const binaries = await reachableBinaries(found.value, owner, home.folder);
    const cluster = await ensureCluster(home, binaries, owner);
    return cluster.ok ? succeeded({ home, binaries, owner, log }) : cluster;
  } catch (error) {
    if (!["EACCES", "EPERM", "EROFS", "ENOSPC", "EEXIST", "ENOTDIR"].includes(codeOf(error) ?? "")) throw error;
    return failed(
      unavailable(
        `The database's folder ${home.folder} cannot be written (${codeOf(error) ?? ""}).`,
        "run as the account that it belongs to, make room on the disk, or choose another data folder",
      ),
    );
  }
}

/** Starts, or waits for, the server until it answers; recovering from a crash may take as long as it needs. */
async function reach(place: Place, password: string): Promise<Outcome<Hold>> {
  const began = performance.now();
  const tell = progress(place.log, began);
  let launched: Launch | undefined;
  for (;;) {
    const lock = readLock(place.home.cluster);
    if (lock.kind === "running") {
      const hold = lock.postmaster.ready ? await takeHold(lock.postmaster, password) : undefined;
      if (hold) return hold;
      tell("The database is getting ready; after a crash it first puts its files in order");
    } else {
      const ended = await launched?.ended();
      const problem = ended === undefined ? undefined : lasting(ended, performance.now() - began);
      if (problem) return failed(problem);
      if (ended !== undefined) await pause(100);
      if (ended !== undefined || launched === undefined)
        launched = await launch(place.home, place.binaries, place.owner, lock);
    }
    await pause(5);
  }
}

function progress(log: Log, began: number): (words: string) => void {
  let next = began + 2000;
  return (words) => {
    if (performance.now() < next) return;
    next += 5000;
    log(`${words} (${Math.round((performance.now() - began) / 1000)} s)`);
  };
}

const PATIENCE = 30_000;

/** Some ends pass by themselves: another program was quicker, a port was just taken, a killed server's children still end. */
function lasting(lastWords: string, waited: number): Problem | undefined {
  const passing =
    /lock file .* already exists|pre-existing shared memory|could not create any TCP\/IP sockets|could not create listen socket/;
  if (passing.test(lastWords) && waited < PATIENCE) return undefined;
  return unavailable(
    `The embedded database does not start: ${lastWords}`,
    lastWords.includes("incompatible with server")
      ? "another version of PostgreSQL made it: back up with the Wholestory that made it, and restore into a new data folder"
      : "see server.log beside the database; where nothing helps, restore a backup into a new data folder",
  );
}

/** Connects and says that we use it; undefined when it is about to stop or not ready yet. */
async function takeHold(postmaster: Postmaster, password: string): Promise<Outcome<Hold> | undefined> {
  try {
    const client = await connect(postmaster, password, DATABASE);
    const { rows } = await client.query<{ held: boolean }>("select pg_try_advisory_lock_shared($1) as held", [IN_USE]);
    if (rows[0]?.held === true) return succeeded({ postmaster, client });
    await client.end();
    return undefined;
  } catch (error) {
    if (codeOf(error) === "3D000") return createDatabase(postmaster, password);
    if (isUnreachable(error)) return undefined;
    if (codeOf(error) === "28P01") {
      return failed(
        unavailable(
          "The embedded database refuses the password kept beside it.",
          "put the file postgres/password back, or restore a backup into a new data folder",
        ),
      );
    }
    throw error;
  }
}

/** The first start, or one that was killed between making the cluster and making the database in it. */
async function createDatabase(postmaster: Postmaster, password: string): Promise<undefined> {
  const client = await connect(postmaster, password, "postgres");
  await client.query(`create database ${DATABASE}`).catch((error: unknown) => {
    // Another program was quicker: 42P04 says so after, 23505 during.
    if (!["42P04", "23505"].includes(codeOf(error) ?? "")) throw error;
  });
  await client.end();
}

async function connect(postmaster: Postmaster, password: string, database: string): Promise<pg.Client> {
  const client = new pg.Client(
    clientSettings(urlOf(postmaster, password, database), postmaster.socketFolder || undefined),
  );
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

const urlOf = ({ port }: Postmaster, password: string, database: string): string =>
  `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;

/** Ends our use; nobody else's lock means that we are the last, and nobody can come in while we hold it alone. */
async function letGo({ postmaster, client }: Hold): Promise<void> {
  try {
    await client.query("select pg_advisory_unlock_shared($1)", [IN_USE]);
    const { rows } = await client.query<{ alone: boolean }>("select pg_try_advisory_lock($1) as alone", [IN_USE]);
    if (rows[0]?.alone === true) await stop(postmaster.pid);
  } catch (error) {
    if (!isUnreachable(error)) throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A fast shutdown, with a checkpoint, so that the next start has nothing to put in order. */
async function stop(pid: number): Promise<void> {
  process.kill(pid, "SIGINT");
  while (isAlive(pid)) await pause(5);
}
