/**
 * What the codes of OPCS-4 that are frequent in hospitals stand for, in our words: operations first, then whole
 * categories. One that is not here is kept as its code.
 * @see https://classbrowser.nhs.uk/
 */
const WORDS: Readonly<Record<string, string>> = {
  ...{ C71: "Removal of the lens of the eye", C75: "Insertion of an artificial lens", F10: "Removal of teeth" },
  ...{ F09: "Surgical removal of a tooth", F34: "Removal of the tonsils", G45: "Gastroscopy", G65: "Gastroscopy" },
  ...{ H22: "Colonoscopy", H20: "Treatment through a colonoscope", H01: "Removal of the appendix" },
  ...{ H25: "Sigmoidoscopy", J18: "Removal of the gall bladder", K49: "Coronary angioplasty" },
  ...{ K75: "Coronary angioplasty with a stent", K63: "Coronary angiography", K65: "Catheterisation of the heart" },
  ...{
    K60: "Insertion of a pacemaker",
    L91: "Operation on a vein",
    M45: "Cystoscopy",
    M42: "Operation on the bladder",
  },
  ...{ M47: "Catheterisation of the bladder", Q07: "Hysterectomy", R17: "Planned caesarean section" },
  ...{ R18: "Caesarean section", R24: "Normal delivery", R21: "Forceps delivery", R22: "Ventouse delivery" },
  ...{ S06: "Removal of a skin lesion", T20: "Repair of an inguinal hernia", T24: "Repair of an umbilical hernia" },
  ...{ U05: "Scan of the head", U07: "Scan of the chest", U08: "Scan of the abdomen", U20: "Ultrasound of the heart" },
  ...{ U21: "Scan", U19: "Electrocardiography", W24: "Fixation of a fracture", W19: "Open fixation of a fracture" },
  ...{ W37: "Hip replacement", W38: "Hip replacement", W39: "Hip replacement", W40: "Knee replacement" },
  ...{ W41: "Knee replacement", W42: "Knee replacement", W46: "Half hip replacement", W47: "Half hip replacement" },
  ...{ W82: "Keyhole operation on the knee", X33: "Blood transfusion", X40: "Dialysis", X72: "Chemotherapy" },
  ...{ X70: "Drugs for chemotherapy", X50: "Resuscitation", E85: "Ventilation" },
};

/** The words of a code without its dot, such as W371. */
export const operationWords = (code: string): string | undefined => WORDS[code.slice(0, 4)] ?? WORDS[code.slice(0, 3)];
