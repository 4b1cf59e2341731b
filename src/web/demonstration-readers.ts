import { actorId, type ActorId } from "#base";

/** Who reads in a demonstration without being staff: a made-up person, and somebody whom they let in. */
export const DEMONSTRATION_PERSON: ActorId = actorId("public.person");
export const DEMONSTRATION_CARER: ActorId = actorId("public.carer");

export const DEMONSTRATION_READERS: readonly { readonly actor: ActorId; readonly text: string }[] = [
  { actor: DEMONSTRATION_PERSON, text: "A person of the place, who reads their own record" },
  { actor: DEMONSTRATION_CARER, text: "Their carer, who reads along" },
];
