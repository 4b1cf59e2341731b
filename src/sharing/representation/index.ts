export type {
  HeldRepresentation,
  ReadRepresentation,
  RepresentationFaults,
  RepresentationKind,
  WantedRepresentation,
} from "./representation.ts";
export { LONGEST_EVIDENCE, LONGEST_NAME, REPRESENTATION_KINDS } from "./representation.ts";
export { mayLetIn } from "./representing.ts";
