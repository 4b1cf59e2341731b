import type { Clock, OdsCode, PatientId } from "#base";
import type { Sharing } from "#sharing";
import type { Link } from "../patient.ts";
import { pairsIn, type Blocks } from "./block.ts";
import { keysOf, likenessesIn, weigherFor } from "./comparing.ts";
import { linksAmong } from "./link-rule.ts";
import type { KnownAround, LinkingStore } from "./linking-store.ts";
import type { ModelKeeper } from "./model-keeper.ts";
import type { SavedModel } from "./model-store.ts";
import type { ComparedRegistration, HeldLikeness, Registration } from "./registration.ts";

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
    const moves = changed.flatMap(({ patient, person: to }) => {
      const from = held.get(patient)?.person;
      return from === undefined || from === to ? [] : [{ patient, from, to }];
    });
    await Promise.all([
      store.saveLinks(changed, decidedBy, clock()),
      store.leadOn(
        moves.map((move) => move.from),
        moves.map((move) => move.to),
      ),
      sharing.moved(moves),
    ]);
    return changed.length;
  }

  /**
   * All registrations on which it depends who these are, and those who are by now whom one of these was before: an id
   * belongs to whoever was that person first.
   */
  async function knownBy(patients: readonly PatientId[]): Promise<KnownAround> {
    let known = await store.knownAround(patients);
    for (;;) {
      const concerned = new Set(known.registrations.map(({ patient }) => patient));
      const holders = known.holders.filter((one) => !concerned.has(one));
      if (holders.length === 0) return known;
      known = await store.knownAround([...concerned, ...holders]);
    }
  }

  /** Links anew all on whom it depends who these are. */
  async function relink(patients: readonly PatientId[], decidedBy?: string): Promise<void> {
    if (patients.length === 0) return;
    const [present, known] = await Promise.all([models.present(), knownBy(patients)]);
    await relinkAmong(present, known, decidedBy);
  }

  async function relinkAmong({ model, version }: SavedModel, known: KnownAround, decidedBy?: string): Promise<void> {
    const { registrations, likenesses } = known;
    if (registrations.length === 0) return;
    const links = linksAmong({ ...known, weigh: weigherFor(model, registrations), isPractice });
    await Promise.all([
      save(registrations, links, decidedBy ?? byModel(version)),
      store.turnTogether(turnedIn(likenesses, links)),
    ]);
  }

  /** Gives registrations the keys of what they say now, and finds with whom they are to be compared by these. */
  async function findAround(own: readonly ComparedRegistration[]): Promise<Around> {
    if (own.length === 0) return { patients: [], blocks: NO_BLOCKS };
    const patients = own.map(({ patient }) => patient);
    const keys = new Map(own.map(({ patient, row }) => [patient, keysOf(row)]));
    const [crossed, blocks] = await Promise.all([store.replaceKeys(keys), store.blocksOf(patients)]);
    if (crossed.length === 0) return { patients, blocks };
    // They too are compared anew: a key that they share is too common now, or no longer is.
    const all = [...new Set([...patients, ...crossed])];
    return { patients: all, blocks: await store.blocksOf(all) };
  }

  /** Compares registrations with those around them, and links all on whom it depends who they are. */
  async function linkAmong({ patients, blocks }: Around, fellows: readonly PatientId[] = []): Promise<void> {
    if (patients.length === 0) return;
    const pairs = pairsIn(blocks);
    const [present, said, former] = await Promise.all([
      models.present(),
      store.compared([...new Set(pairs.flat())]),
      store.dropLikenesses(patients),
    ]);
    const concerned = [...new Set([...patients, ...former, ...fellows])];
    const [, known] = await Promise.all([
      store.addLikenesses(likenessesIn(present.model, said, pairs)),
      knownBy(concerned),
    ]);
    await relinkAmong(present, known);
  }

  return {
    save,
    relink,
    findAround,
    linkAmong,

    /** Compares registrations that are new, or say something else now, with all others, and links. */
    async link(patients: readonly PatientId[]): Promise<void> {
      if (patients.length > 0) await linkAmong(await findAround(await store.compared(patients)));
    },

    /** Registrations are out of sight: forgets by what they were compared, and links those who stay. */
    async forget(patients: readonly PatientId[], fellows: readonly PatientId[]): Promise<void> {
      const [crossed, former] = await Promise.all([
        store.replaceKeys(new Map(patients.map((patient) => [patient, []]))),
        store.dropLikenesses(patients),
      ]);
      const gone = new Set(patients);
      const stay = crossed.filter((one) => !gone.has(one));
      const left = [...new Set([...former, ...fellows])].filter((one) => !gone.has(one));
      if (stay.length === 0) return relink(left);
      return linkAmong({ patients: stay, blocks: await store.blocksOf(stay) }, left);
    },
  };
}

/** Registrations to be compared, with all who share a key with one of them. */
type Around = { readonly patients: readonly PatientId[]; readonly blocks: Blocks };
const NO_BLOCKS: Blocks = { blocks: [], passedOver: [] };

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
