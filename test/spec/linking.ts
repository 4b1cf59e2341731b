import type { OdsCode } from "#base";
import { COUNCIL, HOSPITAL, OTHER_PRACTICE, PRACTICE } from "../builders/place.ts";
import { madeUpNumber } from "../builders/made-up-number.ts";
import { aPatient, type PatientInMaking } from "../builders/patient.ts";

/** What one organisation says of one patient, one after the other. */
export type Said = { readonly from: OdsCode; readonly says: PatientInMaking };

/** One promise: what is said of patients, and who of them is one person afterwards. */
export type LinkPromise = {
  readonly what: string;
  readonly said: readonly Said[];
  /** Patients' ids; each list is one person. */
  readonly persons: readonly (readonly string[])[];
};

const BIRTH = "1947-03-31";
const SLIPPED_BIRTH = "1947-03-30";
const OTHER_BIRTH = "1982-11-05";
const HOME = ["4 Mill Lane", "ZZ99 3VZ"] as const;
const REPLACED_BY_B = { active: false, link: [{ type: "replaced-by" as const, other: { reference: "Patient/b" } }] };
const [ONE, TWO, THREE] = [madeUpNumber(1), madeUpNumber(2), madeUpNumber(3)];

const gp = (says: PatientInMaking): Said => ({ from: PRACTICE, says });
const otherGp = (says: PatientInMaking): Said => ({ from: OTHER_PRACTICE, says });
const hospital = (says: PatientInMaking): Said => ({ from: HOSPITAL, says });
const council = (says: PatientInMaking): Said => ({ from: COUNCIL, says });
const born = (id: string) => aPatient(id).born(BIRTH);
const amina = (id: string) => born(id).called("Amina", "Okafor");

/** Who is linked, and who is not. */
export const LINK_PROMISES: readonly LinkPromise[] = [
  {
    what: "The same NHS number, traced by one of them, and the same date of birth: one person",
    said: [gp(born("a").tracedAs(ONE)), council(born("b").giving(ONE))],
    persons: [["a", "b"]],
  },
  {
    what: "The same NHS number and date of birth, though nobody traced the number: one person",
    said: [gp(born("a").giving(ONE)), council(born("b").giving(ONE))],
    persons: [["a", "b"]],
  },
  {
    what: "The same NHS number, and a date of birth with one slip: one person",
    said: [gp(born("a").tracedAs(ONE)), council(aPatient("b").born(SLIPPED_BIRTH).giving(ONE))],
    persons: [["a", "b"]],
  },
  {
    what: "The same NHS number, but quite another date of birth and another name: two",
    said: [
      gp(born("a").called("Amina", "Okafor").tracedAs(ONE)),
      council(aPatient("b").called("Joan", "Whitfield").born(OTHER_BIRTH).giving(ONE)),
    ],
    persons: [["a"], ["b"]],
  },
  {
    what: "The same NHS number, and nothing else known: two, for people to look at",
    said: [gp(born("a").tracedAs(ONE)), council(aPatient("b").born("1947").giving(ONE))],
    persons: [["a"], ["b"]],
  },
  {
    what: "The same date of birth, and nothing else known: two",
    said: [gp(born("a")), council(born("b"))],
    persons: [["a"], ["b"]],
  },
  {
    what: "No NHS number, but the same name, date of birth and address: one person",
    said: [
      gp(
        amina("a")
          .livingAt(...HOME)
          .tracedAs(ONE),
      ),
      council(amina("b").livingAt(...HOME)),
    ],
    persons: [["a", "b"]],
  },
  {
    what: "No NHS number, but the same name and date of birth, at another address: one person, who may have moved",
    said: [
      gp(
        amina("a")
          .livingAt(...HOME)
          .tracedAs(ONE),
      ),
      council(amina("b").livingAt("9 Oak Road", "ZZ99 4AB")),
    ],
    persons: [["a", "b"]],
  },
  {
    what: "A name and an address, but no date of birth: one person",
    said: [
      gp(
        amina("a")
          .livingAt(...HOME)
          .tracedAs(ONE),
      ),
      council(
        aPatient("b")
          .called("Amina", "Okafor")
          .livingAt(...HOME),
      ),
    ],
    persons: [["a", "b"]],
  },
  {
    what: "A name alone: two",
    said: [
      gp(
        amina("a")
          .livingAt(...HOME)
          .tracedAs(ONE),
      ),
      council(aPatient("b").called("Amina", "Okafor")),
    ],
    persons: [["a"], ["b"]],
  },
  {
    what: "An address that somebody has left is theirs still, to be known by",
    said: [
      gp(
        aPatient("a")
          .called("Amina", "Okafor")
          .livingAt(...HOME),
      ),
      gp(aPatient("a").called("Amina", "Okafor").livingAt("9 Oak Road", "ZZ99 4AB")),
      council(
        aPatient("b")
          .called("Amina", "Okafor")
          .livingAt(...HOME),
      ),
    ],
    persons: [["a", "b"]],
  },
  {
    what: "A slip in the family name, day and month swapped, one address: one person",
    said: [
      gp(
        aPatient("a")
          .called("Amina", "Okafor")
          .born("1947-03-05")
          .livingAt(...HOME),
      ),
      council(
        aPatient("b")
          .called("Amina", "Okfor")
          .born("1947-05-03")
          .livingAt(...HOME),
      ),
    ],
    persons: [["a", "b"]],
  },
  {
    what: "Twins: the same family name, date of birth and address, other given names and no number: two",
    said: [
      gp(
        born("a")
          .called("Amina", "Okafor")
          .livingAt(...HOME)
          .tracedAs(ONE),
      ),
      council(
        born("b")
          .called("Joan", "Okafor")
          .livingAt(...HOME),
      ),
    ],
    persons: [["a"], ["b"]],
  },
  {
    what: "Father and son: the same name and address, another date of birth: two",
    said: [
      gp(
        born("a")
          .called("Tunde", "Okafor")
          .livingAt(...HOME)
          .tracedAs(ONE),
      ),
      council(
        aPatient("b")
          .called("Tunde", "Okafor")
          .born(OTHER_BIRTH)
          .livingAt(...HOME),
      ),
    ],
    persons: [["a"], ["b"]],
  },
  {
    what: "The same name, date of birth and address, but two NHS numbers, each traced: two",
    said: [
      gp(
        amina("a")
          .livingAt(...HOME)
          .tracedAs(ONE),
      ),
      otherGp(
        amina("b")
          .livingAt(...HOME)
          .tracedAs(TWO),
      ),
    ],
    persons: [["a"], ["b"]],
  },
  {
    what: "A source says that one of its registrations has been replaced by another: one person",
    said: [
      hospital(aPatient("a").called("Amina", "Okafor").with(REPLACED_BY_B)),
      hospital(aPatient("b").called("Mina", "Bello").born(BIRTH)),
    ],
    persons: [["a", "b"]],
  },
  {
    what: "Different names, but the same traced NHS number and date of birth: one person, who may have married",
    said: [gp(born("a").called("Amina", "Okafor").tracedAs(ONE)), council(born("b").called("A", "Bello").giving(ONE))],
    persons: [["a", "b"]],
  },
  {
    what: "A number whose check digit is wrong is no number: two",
    said: [gp(born("a").tracedAs(ONE)), council(born("b").giving(`${ONE.slice(0, 9)}${(Number(ONE.at(9)) + 1) % 10}`))],
    persons: [["a"], ["b"]],
  },
  {
    what: "Two registrations with practices and one with a council, all with one number: one person",
    said: [gp(born("a").tracedAs(ONE)), otherGp(born("b").tracedAs(ONE)), council(born("c").giving(ONE))],
    persons: [["a", "b", "c"]],
  },
  {
    what: "A number that was given up for another leads to it",
    said: [council(born("b").giving(ONE)), gp(born("a").tracedAs(TWO).formerly(ONE))],
    persons: [["a", "b"]],
  },
  {
    what: "Numbers given up one after the other lead to the last",
    said: [
      council(born("c").giving(ONE)),
      hospital(born("b").tracedAs(TWO).formerly(ONE)),
      gp(born("a").tracedAs(THREE).formerly(TWO)),
    ],
    persons: [["a", "b", "c"]],
  },
  {
    what: "That a number was given up is not believed where the number in its place was not traced",
    said: [council(born("b").tracedAs(ONE)), gp(born("a").giving(TWO).formerly(ONE))],
    persons: [["a"], ["b"]],
  },
  {
    what: "A source corrects a number: whoever was linked by the wrong one is not any longer",
    said: [gp(born("a").tracedAs(ONE)), council(born("b").tracedAs(ONE)), council(born("b").tracedAs(TWO))],
    persons: [["a"], ["b"]],
  },
  {
    what: "And when it corrects the number back, they are linked again",
    said: [
      gp(born("a").tracedAs(ONE)),
      council(born("b").tracedAs(ONE)),
      council(born("b").tracedAs(TWO)),
      council(born("b").tracedAs(ONE)),
    ],
    persons: [["a", "b"]],
  },
  {
    what: "Two patients of one source with the same traced number and date of birth: one person",
    said: [gp(born("a").tracedAs(ONE)), gp(born("b").tracedAs(ONE))],
    persons: [["a", "b"]],
  },
];
