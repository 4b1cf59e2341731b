/**
 * What the codes of ICD-10 that are frequent in hospitals stand for, in our words: subcategories first, then whole
 * categories. One that is not here is kept as its code.
 * @see https://icd.who.int/browse10/2019/en
 */
const WORDS: Readonly<Record<string, string>> = {
  ...{ A099: "Gastroenteritis", A419: "Sepsis", A41: "Sepsis", B24: "HIV disease", B349: "Viral infection" },
  ...{ C34: "Lung cancer", C50: "Breast cancer", C61: "Prostate cancer", C18: "Cancer of the colon", C80: "Cancer" },
  ...{
    D50: "Iron deficiency anaemia",
    D64: "Anaemia",
    E03: "Hypothyroidism",
    E101: "Type 1 diabetes with ketoacidosis",
  },
  ...{ E10: "Type 1 diabetes", E11: "Type 2 diabetes", E116: "Type 2 diabetes with hypoglycaemia" },
  ...{ E66: "Obesity", E78: "High cholesterol", E87: "Disorder of salts and water", F03: "Dementia" },
  ...{
    F05: "Delirium",
    F102: "Alcohol dependence",
    F10: "Disorder due to alcohol",
    F17: "Smoking",
    F20: "Schizophrenia",
  },
  ...{ F31: "Bipolar disorder", F32: "Depression", F41: "Anxiety disorder", F79: "Learning disability", F84: "Autism" },
  ...{
    G20: "Parkinson's disease",
    G40: "Epilepsy",
    G409: "Epilepsy",
    G43: "Migraine",
    G45: "Transient ischaemic attack",
  },
  ...{ H26: "Cataract", H269: "Cataract", H40: "Glaucoma", H91: "Hearing loss", I10: "High blood pressure" },
  ...{ I20: "Angina", I209: "Angina", I21: "Heart attack", I214: "Heart attack", I25: "Chronic heart disease" },
  ...{ I251: "Chronic heart disease", I26: "Blood clot in the lung", I48: "Atrial fibrillation" },
  ...{ I489: "Atrial fibrillation", I50: "Heart failure", I500: "Heart failure", I63: "Stroke", I64: "Stroke" },
  ...{ I73: "Peripheral arterial disease", I80: "Blood clot in a vein", J06: "Upper respiratory infection" },
  ...{
    J18: "Pneumonia",
    J189: "Pneumonia",
    J219: "Bronchiolitis",
    J22: "Chest infection",
    J350: "Chronic tonsillitis",
  },
  ...{ J441: "Exacerbation of chronic obstructive pulmonary disease", J44: "Chronic obstructive pulmonary disease" },
  ...{ J45: "Asthma", J459: "Asthma", J69: "Aspiration pneumonia", K02: "Tooth decay", K21: "Reflux disease" },
  ...{ K29: "Gastritis", K35: "Appendicitis", K40: "Inguinal hernia", K573: "Diverticular disease of the colon" },
  ...{ K59: "Constipation", K80: "Gallstones", K92: "Bleeding from the gut", L03: "Cellulitis", L20: "Eczema" },
  ...{ L89: "Pressure ulcer", M06: "Rheumatoid arthritis", M10: "Gout", M16: "Osteoarthritis of the hip" },
  ...{ M17: "Osteoarthritis of the knee", M19: "Osteoarthritis", M54: "Back pain", M81: "Osteoporosis" },
  ...{ N17: "Acute kidney injury", N18: "Chronic kidney disease", N39: "Urinary tract infection", O80: "Birth" },
  ...{ O82: "Birth by caesarean section", R07: "Chest pain", R10: "Abdominal pain", R29: "Tendency to fall" },
  ...{ R296: "Fall", R31: "Blood in the urine", R41: "Confusion", R410: "Disorientation", R51: "Headache" },
  ...{ R54: "Frailty", R55: "Collapse", R69: "Illness, cause unknown", S06: "Injury within the skull" },
  ...{ S060: "Concussion", S099: "Head injury", S52: "Fracture of the forearm", S525: "Fracture of the wrist" },
  ...{ S61: "Wound of the wrist or hand", S72: "Fracture of the femur", S720: "Fracture of the neck of the femur" },
  ...{ S93: "Sprain of the ankle or foot", T39: "Poisoning by a painkiller", T391: "Poisoning by paracetamol" },
  ...{ U07: "COVID-19", W19: "Fall", Z50: "Rehabilitation", Z51: "Other medical care", Z511: "Chemotherapy" },
};

/** The words of a code without its dot, such as J189. */
export const diagnosisWords = (code: string): string | undefined => WORDS[code.slice(0, 4)] ?? WORDS[code.slice(0, 3)];
