/**
 * The value lists of adult social care Client Level Data, Release 1.
 * Contains public sector information licensed under the Open Government Licence v3.0; source: NHS England, Adult
 * Social Care Client Level Data, central transformation principles for SALT and ASCOF.
 * @see https://digital.nhs.uk/data-and-information/data-collections-and-data-sets/data-collections/social-care-collections
 */
export const EVENT_TYPES = ["Request", "Assessment", "Service", "Review"] as const;

export const CLIENT_TYPES = ["Service User", "Carer", "Carer known by association"] as const;

export const EVENT_OUTCOMES = [
  "Progress to Reablement/ST-Max",
  "Progress to Assessment",
  "Admitted to Hospital",
  "Progress to Re-assessment / Unplanned Review",
  "Progress to Support Planning / Services",
  "Progress to End of Life Care",
  "No change in package",
  "Service ended as planned",
  "Progress to financial assessment",
  "Provision of service",
  "NFA - Deceased",
  "NFA - Moved to another LA",
  "NFA - 100% NHS-funded care",
  "NFA - Information & Advice / Signposting only",
  "NFA - Self-funded client (inc. 12wk disregard)",
  "NFA - Support declined",
  "NFA - Support ended - other reason",
  "NFA - No services offered - other reason",
  "NFA- Other",
] as const;

export const SERVICE_TYPES = [
  "Short Term Support: ST-Max",
  "Long Term Support: Nursing Care",
  "Long Term Support: Residential Care",
  "Long Term Support: Community",
  "Long Term Support: Prison",
  "Short Term Support: Ongoing Low Level",
  "Short Term Support: Other Short Term",
  "Carer Support: Direct to Carer",
  "Carer Support: Support involving the person cared-for",
] as const;

export const DELIVERY_MECHANISMS = [
  "Direct Payment",
  "CASSR Managed Personal Budget",
  "CASSR Commissioned Support",
] as const;

export const PRIMARY_SUPPORT_REASONS = [
  "Physical Support: Access & mobility only",
  "Physical Support: Personal care support",
  "Sensory Support: Support for visual impairment",
  "Sensory Support: Support for hearing impairment",
  "Sensory Support: Support for dual impairment",
  "Support with Memory & Cognition",
  "Learning Disability Support",
  "Mental Health Support",
  "Social Support: Substance misuse support",
  "Social Support: Asylum seeker support",
  "Social Support: Support for Social Isolation/Other",
  "Social Support: Support to Carer",
  "Unknown",
] as const;

/** Settled: the person can stay for some time (ASCOF 1G and 1H). */
export const SETTLED_ACCOMMODATION = [
  "Owner occupier or shared ownership scheme",
  "Tenant",
  "Tenant - private landlord",
  "Settled mainstream housing with family / friends",
  "Supported accommodation / supported lodgings / supported group home",
  "Shared Lives scheme",
  "Approved premises for offenders released from prison or under probation supervision",
  "Sheltered housing / extra care housing / other sheltered housing",
  "Mobile accommodation for Gypsy / Roma and Traveller communities",
] as const;

export const UNSETTLED_ACCOMMODATION = [
  "Rough sleeper / squatting",
  "Night shelter / emergency hostel / direct access hostel",
  "Refuge",
  "Placed in temporary accommodation by the council (inc. homelessness resettlement)",
  "Staying with family / friends as a short-term guest",
  "Acute / long-term healthcare residential facility or hospital",
  "Registered care home",
  "Registered nursing home",
  "Prison / Young offenders institution / detention centre",
  "Other temporary accommodation",
  "Unknown",
] as const;

export const ACCOMMODATION_STATUSES = [...SETTLED_ACCOMMODATION, ...UNSETTLED_ACCOMMODATION] as const;

export const EMPLOYMENT_STATUSES = [
  "Paid: Less than 16 hours a week",
  "Paid: 16 or more hours a week",
  "Paid: Hours per week unknown",
  "Not in Paid Employment (seeking work)",
  "Not in Paid Employment (not actively seeking work / retired)",
  "Not in Paid Employment (voluntary work only)",
  "Unknown",
] as const;

export const ETHNICITIES = [
  "White - English, Welsh, Scottish, Northern Irish or British",
  "White - Irish",
  "White - Gypsy or Irish Traveller",
  "White - Roma",
  "White - Any other White background",
  "Mixed or multiple ethnic groups - White and Black Caribbean",
  "Mixed or multiple ethnic groups - White and Black African",
  "Mixed or multiple ethnic groups - White and Asian",
  "Mixed or multiple ethnic groups - Any other Mixed or multiple ethnic background",
  "Asian or Asian British - Indian",
  "Asian or Asian British - Pakistani",
  "Asian or Asian British - Bangladeshi",
  "Asian or Asian British - Chinese",
  "Asian or Asian British - Any other Asian background",
  "Black, Black British, Caribbean or African - African",
  "Black, Black British, Caribbean or African - Caribbean",
  "Black, Black British, Caribbean or African - Any other Black, Black British or Caribbean background",
  "Other ethnic group - Arab",
  "Other ethnic group - Any other ethnic group",
  "No data - Refused",
  "No data - Undeclared or Not known",
] as const;

export const YES_NO = ["Yes", "No", "Unknown"] as const;

export const GENDERS = ["Male", "Female", "Other", "Unknown"] as const;
