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
const OTHER_BIRTH = "1947-03-30";
const [ONE, TWO, THREE] = [madeUpNumber(1), madeUpNumber(2), madeUpNumber(3)];

const gp = (says: PatientInMaking): Said => ({ from: PRACTICE, says });
const otherGp = (says: PatientInMaking): Said => ({ from: OTHER_PRACTICE, says });
const hospital = (says: PatientInMaking): Said => ({ from: HOSPITAL, says });
const council = (says: PatientInMaking): Said => ({ from: COUNCIL, says });
const born = (id: string) => aPatient(id).born(BIRTH);

/** Who is linked, and who is not. */
export const LINK_PROMISES: readonly LinkPromise[] = [
  {
    what: "The same NHS number, traced by one of them, and the same date of birth: one person",
    said: [gp(born("a").tracedAs(ONE)), council(born("b").giving(ONE))],
    persons: [["a", "b"]],
  },
  {
    what: "The same NHS number and date of birth, but nobody traced the number: two",
    said: [gp(born("a").giving(ONE)), council(born("b").giving(ONE))],
    persons: [["a"], ["b"]],
  },
  {
    what: "The same traced NHS number, but another date of birth: two",
    said: [gp(born("a").tracedAs(ONE)), council(aPatient("b").born(OTHER_BIRTH).tracedAs(ONE))],
    persons: [["a"], ["b"]],
  },
  {
    what: "The same traced NHS number, but one source gives only the year of birth: two",
    said: [gp(born("a").tracedAs(ONE)), council(aPatient("b").born("1947").giving(ONE))],
    persons: [["a"], ["b"]],
  },
  {
    what: "The same name, date of birth and address, but no NHS number: two",
    said: [
      gp(born("a").called("Amina", "Okafor").livingAt("4 Mill Lane", "ZZ99 3VZ").tracedAs(ONE)),
      council(born("b").called("Amina", "Okafor").livingAt("4 Mill Lane", "ZZ99 3VZ")),
    ],
    persons: [["a"], ["b"]],
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
