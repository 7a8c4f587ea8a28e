"""The columns of KO41a, organisation level, and what they are in the contract: a table, and nothing that acts on it.

Several columns can fall under one subject; the local label keeps them apart in the collection's own words.
"""

from __future__ import annotations

CASELOAD = {
    "brought_forward": "Complaints_Total_Brought_Forward",
    "closed": "Complaints_Total_Resolved",
    "carried_forward": "Complaints_Total_Carried_Forward",
}
OUTCOMES = {
    "upheld": "Complaints_Number_Upheld",
    "partly_upheld": "Complaints_Number_Partially_Upheld",
    "not_upheld": "Complaints_Number_Not_Upheld",
}
SERVICES = {
    "Service_Ambulance": "Ambulance",
    "Service_Inpatient": "Inpatient",
    "Service_Outpatient": "Outpatient",
    "Service_Emergency": "Emergency",
    "Service_Other_Community_Healthcare": "Other community healthcare",
    "Service_Commissioning": "Commissioning",
    "Service_Mental_Health": "Mental health",
    "Service_Maternity": "Maternity",
    "Service_Other": "Other",
}
CLINICAL = {
    "Clinical_Treatment_Accident_And_Emergency": ("quality", "Clinical treatment: accident and emergency"),
    "Clinical_Treatment_Anaesthetics": ("quality", "Clinical treatment: anaesthetics"),
    "Clinical_Treatment_Clinical_Oncology": ("quality", "Clinical treatment: clinical oncology"),
    "Clinical_Treatment_Dental_Group": ("quality", "Clinical treatment: dental group"),
    "Clinical_Treatment_General_Medicine_Group": ("quality", "Clinical treatment: general medicine group"),
    "Clinical_Treatment_Obstetrics_And_Gynaecology": ("quality", "Clinical treatment: obstetrics and gynaecology"),
    "Clinical_Treatment_Paediatric_Group": ("quality", "Clinical treatment: paediatric group"),
    "Clinical_Treatment_Pathology_Group": ("quality", "Clinical treatment: pathology group"),
    "Clinical_Treatment_PHM_And_CHS_Group": ("quality", "Clinical treatment: PHM and CHS group"),
    "Clinical_Treatment_Psychiatry_Group": ("quality", "Clinical treatment: psychiatry group"),
    "Clinical_Treatment_Radiology_Group": ("quality", "Clinical treatment: radiology group"),
    "Clinical_Treatment_Surgical_Group": ("quality", "Clinical treatment: surgical group"),
}
AREAS = {
    "Subject_Area_Access_To_Treatment_Or_Drugs": ("eligibility", "Access to treatment or drugs"),
    "Subject_Area_Admissions_Discharge_And_Transfers": ("quality", "Admissions, discharge and transfers"),
    "Subject_Area_Appointments": ("appointments", "Appointments"),
    "Subject_Area_Commissioning_Services": ("eligibility", "Commissioning services"),
    "Subject_Area_Communications": ("not-told", "Communications"),
    "Subject_Area_Consent_To_Treatment": ("quality", "Consent to treatment"),
    "Subject_Area_End_Of_Life_Care": ("quality", "End of life care"),
    "Subject_Area_Facilities_Services": ("facilities", "Facilities services"),
    "Subject_Area_Integrated_Care": ("joint-working", "Integrated care"),
    "Subject_Area_Patient_Care_Including_Nutrition_Hydration": (
        "quality",
        "Patient care, including nutrition and hydration",
    ),
    "Subject_Area_Mortuary_And_Post_Mortem_Arrangements": ("quality", "Mortuary and post-mortem arrangements"),
    "Subject_Area_Prescribing_Errors": ("safety", "Prescribing errors"),
    "Subject_Area_Privacy_Dignity_And_Wellbeing": ("privacy", "Privacy, dignity and wellbeing"),
    "Subject_Area_Restraint": ("safety", "Restraint"),
    "Subject_Area_Staffing_Numbers": ("quality", "Staffing numbers"),
    "Subject_Area_Transport": ("facilities", "Transport"),
    "Subject_Area_Trust_Administration": ("record-error", "Trust administration"),
    "Subject_Area_Values_And_Behaviours": ("staff-conduct", "Values and behaviours"),
    "Subject_Area_Waiting_Times": ("delay", "Waiting times"),
    "Subject_Area_Other": ("other", "Other"),
}
SUBJECTS = {**CLINICAL, **AREAS}
# Totals that the file prints itself: a line in which they differ from their parts has been damaged.
TOTALS = {
    "Service_Total": tuple(SERVICES),
    "Clinical_Treatment_Sub_Total": tuple(CLINICAL),
    "Subject_Area_Sub_Total": tuple(AREAS),
    "Subject_Area_Total": ("Clinical_Treatment_Sub_Total", "Subject_Area_Sub_Total"),
}
