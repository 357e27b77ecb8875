"use server";

import { action } from "@/app/_server/action";
import { fresh } from "@/app/_server/fresh";
import { breakGlass, endCare, giveCare } from "@/domain/customers/care/commands";
import { BreakGlass, EndCare, GiveCare } from "@/domain/customers/care/schema";
import { createFamily, createPatient, updateFamily, updatePatient } from "@/domain/customers/families/commands";
import { CreateFamily, CreatePatient, UpdateFamily, UpdatePatient } from "@/domain/customers/families/schema";

const permission = "families:edit" as const;
export const createFamilyAction = action({ permission, input: CreateFamily }, fresh(createFamily));
export const updateFamilyAction = action({ permission, input: UpdateFamily }, fresh(updateFamily));
export const createPatientAction = action({ permission, input: CreatePatient }, fresh(createPatient));
export const updatePatientAction = action({ permission, input: UpdatePatient }, fresh(updatePatient));
export const giveCareAction = action({ permission, input: GiveCare }, fresh(giveCare));
export const endCareAction = action({ permission, input: EndCare }, fresh(endCare));
export const breakGlassAction = action({ permission: "families:read", input: BreakGlass }, fresh(breakGlass));
