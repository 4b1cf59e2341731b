import type { Clock, OdsCode, PatientId } from "#base";
import type { Sharing } from "#sharing";
import type { Link } from "../patient.ts";
import { pairsIn } from "./block.ts";
import { keysOf, likenessesIn, weigherFor } from "./comparing.ts";
import { linksAmong } from "./link-rule.ts";
import type { KnownAround, LinkingStore } from "./linking-store.ts";
import type { ModelKeeper } from "./model-keeper.ts";
import type { SavedModel } from "./model-store.ts";
import type { HeldLikeness, Registration } from "./registration.ts";

export type Linking = ReturnType<typeof createLinking>;

/** Keeps links as what is known of who is who demands. Everything here is to be called with links locked. */
export function createLinking({
  store,
  models,
  sharing,
  clock,
  isPractice,
}: {
  store: LinkingStore;
  models: ModelKeeper;
  isPractice: (source: OdsCode) => boolean;
  sharing: Sharing;
  clock: Clock;
}) {
  /** Writes the links that are other than they were; sharing hears of every move. Returns how many. */
  async function save(
    registrations: readonly Registration[],
    links: readonly Link[],
    decidedBy: string,
  ): Promise<number> {
    const held = new Map(registrations.map((one) => [one.patient, one.held]));
    const changed = links.filter((one) => hasChanged(one, held.get(one.patient)));
    if (changed.length === 0) return 0;
    await store.saveLinks(changed, decidedBy, clock());
    const moves = changed.flatMap(({ patient, person: to }) => {
      const from = held.get(patient)?.person;
      return from === undefined || from === to ? [] : [{ patient, from, to }];
    });
    await store.leadOn(
      moves.map((move) => move.from),
      moves.map((move) => move.to),
    );
    await sharing.moved(moves);
    return changed.length;
  }

  /**
   * All registrations on which it depends who these are, and those who are by now whom one of these was before: an id
   * belongs to whoever was that person first.
   */
  async function knownBy(patients: readonly PatientId[]): Promise<KnownAround> {
    let known = await store.knownAround(patients);
    for (;;) {
      if (known.registrations.length === 0) return known;
      const concerned = known.registrations.map(({ patient }) => patient);
      const claimed = new Set(known.registrations.flatMap(({ claims }) => claims.map(({ person }) => person)));
      const holders = await store.holders([...claimed], concerned);
      if (holders.length === 0) return known;
      known = await store.knownAround([...concerned, ...holders]);
    }
  }

  /** Links anew all on whom it depends who these are. */
  async function relink(patients: readonly PatientId[], decidedBy?: string): Promise<void> {
    if (patients.length > 0) await relinkBy(await models.present(), patients, decidedBy);
  }

  async function relinkBy(
    { model, version }: SavedModel,
    patients: readonly PatientId[],
    decidedBy?: string,
  ): Promise<void> {
    const known = await knownBy(patients);
    const { registrations, likenesses } = known;
    if (registrations.length === 0) return;
    const links = linksAmong({ ...known, weigh: weigherFor(model, registrations), isPractice });
    await save(registrations, links, decidedBy ?? byModel(version));
    await store.turnTogether(turnedIn(likenesses, links));
  }

  /** Compares registrations with all that share a key with them. Returns whom they are like, or were. */
  async function compareBy({ model }: SavedModel, patients: readonly PatientId[]): Promise<readonly PatientId[]> {
    if (patients.length === 0) return [];
    const pairs = pairsIn(await store.blocksOf(patients));
    const likenesses = likenessesIn(model, await store.compared([...new Set(pairs.flat())]), pairs);
    const former = await store.replaceLikenesses(patients, likenesses);
    return [...new Set([...patients, ...former])];
  }

  return {
    save,
    relink,

    /** Compares registrations that are new, or say something else now, with all others, and links. */
    async link(patients: readonly PatientId[]): Promise<void> {
      if (patients.length === 0) return;
      const present = await models.present();
      const own = await store.compared(patients);
      const crossed = await store.replaceKeys(new Map(own.map(({ patient, row }) => [patient, keysOf(row)])));
      await relinkBy(present, await compareBy(present, [...new Set([...patients, ...crossed])]));
    },

    /** Registrations are out of sight: forgets by what they were compared, and links those who stay. */
    async forget(patients: readonly PatientId[], fellows: readonly PatientId[]): Promise<void> {
      const crossed = await store.replaceKeys(new Map(patients.map((patient) => [patient, []])));
      const former = await store.replaceLikenesses(patients, []);
      const gone = new Set(patients);
      const present = await models.present();
      const others = await compareBy(
        present,
        crossed.filter((one) => !gone.has(one)),
      );
      await relinkBy(
        present,
        [...new Set([...former, ...fellows, ...others])].filter((one) => !gone.has(one)),
      );
    },
  };
}

/** Likenesses of two who are one person now and were not, or the other way about. */
function turnedIn(likenesses: readonly HeldLikeness[], links: readonly Link[]): readonly HeldLikeness[] {
  const persons = new Map(links.map(({ patient, person }) => [patient, person]));
  return likenesses.filter(({ one, other, together }) => together !== (persons.get(one) === persons.get(other)));
}

/** Who decided, where nobody did. */
export const byModel = (version: number): string => (version === 0 ? "model as shipped" : `model ${String(version)}`);

const hasChanged = (link: Link, held: Registration["held"]): boolean =>
  held?.person !== link.person ||
  held.method !== link.method ||
  held.reason !== link.reason ||
  Math.abs((held.weight ?? 0) - (link.weight ?? 0)) > LEAST_CHANGE;

/** In bits. A link that weighs a hair's breadth more is the same link. */
const LEAST_CHANGE = 0.01;
