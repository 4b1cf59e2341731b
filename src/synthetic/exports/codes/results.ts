import type { MeasureName, TestName } from "../../lives/body.ts";
import type { Smoking } from "../../lives/person.ts";
import type { PanelName } from "../../lives/practice-life.ts";
import type { Concept } from "./coding.ts";

/** What a value is, its unit as people read it and in UCUM, and between which values it is ordinary. */
export type ValueCode = {
  readonly concept: Concept;
  readonly unit: string;
  /** UCUM code. */
  readonly ucum: string;
  readonly low?: number;
  readonly high?: number;
};

export const TEST_CODES: Readonly<Record<TestName, ValueCode>> = {
  hba1c: {
    concept: ["999791000000106", "Haemoglobin A1c level - IFCC standardised"],
    unit: "mmol/mol",
    ucum: "mmol/mol",
    low: 20,
    high: 41,
  },
  egfr: {
    concept: ["1011481000000105", "eGFR using creatinine CKD-EPI per 1.73 square metres"],
    unit: "mL/min/1.73m²",
    ucum: "mL/min/{1.73_m2}",
    low: 60,
  },
  creatinine: {
    concept: ["1000731000000107", "Serum creatinine level"],
    unit: "µmol/L",
    ucum: "umol/L",
    low: 45,
    high: 110,
  },
  potassium: {
    concept: ["1000651000000109", "Serum potassium level"],
    unit: "mmol/L",
    ucum: "mmol/L",
    low: 3.5,
    high: 5.3,
  },
  sodium: { concept: ["1000661000000107", "Serum sodium level"], unit: "mmol/L", ucum: "mmol/L", low: 133, high: 146 },
  cholesterol: { concept: ["1005671000000105", "Serum cholesterol level"], unit: "mmol/L", ucum: "mmol/L", high: 5 },
  "hdl-cholesterol": {
    concept: ["1005681000000107", "Serum HDL cholesterol level"],
    unit: "mmol/L",
    ucum: "mmol/L",
    low: 1,
  },
  haemoglobin: {
    concept: ["1022431000000105", "Haemoglobin estimation"],
    unit: "g/L",
    ucum: "g/L",
    low: 115,
    high: 180,
  },
  "white-cells": {
    concept: ["1022541000000102", "Total white cell count"],
    unit: "×10⁹/L",
    ucum: "10*9/L",
    low: 4,
    high: 11,
  },
  platelets: { concept: ["1022651000000100", "Platelet count"], unit: "×10⁹/L", ucum: "10*9/L", low: 150, high: 410 },
  alt: { concept: ["1018251000000107", "Serum alanine aminotransferase level"], unit: "U/L", ucum: "U/L", high: 50 },
  tsh: { concept: ["1022791000000101", "Serum TSH level"], unit: "mU/L", ucum: "m[IU]/L", low: 0.3, high: 4.5 },
  "urine-acr": {
    concept: ["1023491000000104", "Urine albumin:creatinine ratio"],
    unit: "mg/mmol",
    ucum: "mg/mmol",
    high: 3,
  },
  crp: { concept: ["1001371000000100", "Serum C reactive protein level"], unit: "mg/L", ucum: "mg/L", high: 5 },
  ferritin: { concept: ["993381000000106", "Serum ferritin level"], unit: "µg/L", ucum: "ug/L", low: 15, high: 300 },
};

export const MEASURE_CODES: Readonly<Record<MeasureName, ValueCode>> = {
  weight: { concept: ["27113001", "Body weight"], unit: "kg", ucum: "kg" },
  height: { concept: ["50373000", "Body height"], unit: "cm", ucum: "cm" },
  "body-mass-index": { concept: ["60621009", "Body mass index"], unit: "kg/m²", ucum: "kg/m2" },
  pulse: { concept: ["78564009", "Pulse rate"], unit: "beats/min", ucum: "/min", low: 50, high: 100 },
  temperature: { concept: ["386725007", "Body temperature"], unit: "°C", ucum: "Cel", low: 36, high: 37.9 },
  "oxygen-saturation": { concept: ["431314004", "Peripheral oxygen saturation"], unit: "%", ucum: "%", low: 94 },
  "peak-flow": { concept: ["18491006", "Peak expiratory flow rate"], unit: "L/min", ucum: "L/min" },
  "phq-9": { concept: ["720433000", "Patient Health Questionnaire Nine Item score"], unit: "points", ucum: "{score}" },
  "alcohol-units": { concept: ["160573003", "Alcohol intake"], unit: "units a week", ucum: "{unit}/wk" },
};

export const BLOOD_PRESSURE: Concept = ["75367002", "Blood pressure"];
export const SYSTOLIC: Concept = ["271649006", "Systolic blood pressure"];
export const DIASTOLIC: Concept = ["271650006", "Diastolic blood pressure"];

export const SMOKING: Concept = ["365981007", "Tobacco smoking behaviour"];
export const SMOKING_CODES: Readonly<Record<Smoking, Concept>> = {
  never: ["266919005", "Never smoked tobacco"],
  former: ["8517006", "Ex-smoker"],
  current: ["77176002", "Smoker"],
};

export const PANEL_CODES: Readonly<Record<PanelName, Concept>> = {
  "full-blood-count": ["26604007", "Complete blood count"],
  "kidney-function": ["444164000", "Measurement of urea, sodium, potassium, chloride, bicarbonate and creatinine"],
  lipids: ["16254007", "Lipid panel"],
  diabetes: ["43396009", "Hemoglobin A1c measurement"],
  "liver-function": ["26958001", "Hepatic function panel"],
  "thyroid-function": ["35650009", "Thyroid panel"],
  inflammation: ["55235003", "C-reactive protein measurement"],
  iron: ["489004", "Ferritin measurement"],
};
