"use server";

import { z } from "zod";
import { action } from "@/app/_server/action";
import { fresh } from "@/app/_server/fresh";
import { addAbsence, endAbsence } from "@/domain/customers/absences/commands";
import { editBirth, recordDelivery } from "@/domain/customers/births/commands";
import { EditBirth, RecordDelivery } from "@/domain/customers/births/schema";
import { archiveCustomer, createCustomer, restoreCustomer, updateCustomer } from "@/domain/customers/commands";
import { setCustomerFiles } from "@/domain/customers/files/commands";
import { SetCustomerFiles } from "@/domain/customers/files/schema";
import { anonymiseCustomer, mergeCustomers } from "@/domain/customers/merging/commands";
import { mergePreview } from "@/domain/customers/merging/queries";
import { MergeCustomers, MergePreview } from "@/domain/customers/merging/schema";
import {
  addRestriction,
  editRestriction,
  endCondition,
  endRestriction,
  setCondition,
} from "@/domain/customers/restrictions/commands";
import { findTargets } from "@/domain/customers/restrictions/queries";
import {
  AddRestriction,
  EditRestriction,
  EndCondition,
  EndRestriction,
  SetCondition,
  TargetSearch,
} from "@/domain/customers/restrictions/schema";
import { revealCustomer } from "@/domain/customers/reveal/commands";
import { CreateCustomer, CustomerVersion, RevealCustomer, UpdateCustomer } from "@/domain/customers/schema";
import { findCustomers } from "@/domain/customers/search";
import { cancelStay, checkIn, checkOut, createStay, moveStay, updateStay } from "@/domain/customers/stays/commands";
import { freeRooms } from "@/domain/customers/stays/queries";
import {
  AddAbsence,
  BookStay,
  CancelStay,
  CheckIn,
  CheckOut,
  EndAbsence,
  FreeRooms,
  MoveStay,
  UpdateStay,
} from "@/domain/customers/stays/schema";
import { signSubscription } from "@/domain/packages/commands";
import { SignSubscription } from "@/domain/packages/schema";
import { id } from "@/lib/fields";

export const createCustomerAction = action(
  { permission: "customers:edit", input: CreateCustomer },
  fresh(createCustomer),
);
export const updateCustomerAction = action(
  { permission: "customers:edit", input: UpdateCustomer },
  fresh(updateCustomer),
);
export const archiveCustomerAction = action(
  { permission: "customers:archive", input: CustomerVersion },
  fresh(archiveCustomer),
);
export const restoreCustomerAction = action(
  { permission: "customers:archive", input: CustomerVersion },
  fresh(restoreCustomer),
);
export const anonymiseCustomerAction = action(
  { permission: "customers:anonymise", input: CustomerVersion },
  fresh(anonymiseCustomer),
);
export const revealCustomerAction = action({ permission: "customers:reveal", input: RevealCustomer }, revealCustomer);
export const mergePreviewAction = action({ permission: "customers:merge", input: MergePreview }, mergePreview);
export const mergeCustomersAction = action(
  { permission: "customers:merge", input: MergeCustomers },
  fresh(mergeCustomers),
);
export const findCustomersAction = action(
  { permission: "customers:read", input: z.string().trim().max(50) },
  async (ctx, text) =>
    (await findCustomers(ctx, text, 8)).map(({ customerId, name, room }) => ({ id: customerId, name, room })),
);

export const setButlerAction = action(
  {
    permission: "customers:edit",
    input: z.strictObject({ ids: z.array(id).min(1, "先选客户").max(100, "一次最多 100 位"), butlerId: id.nullable() }),
  },
  fresh(async (ctx, { ids, butlerId }: { ids: number[]; butlerId: number | null }) => {
    for (const one of ids) await updateCustomer(ctx, { id: one, butlerId });
    return { count: ids.length };
  }),
);

export const recordDeliveryAction = action(
  { permission: "customers:edit", input: RecordDelivery },
  fresh(recordDelivery),
);
export const editBirthAction = action({ permission: "customers:edit", input: EditBirth }, fresh(editBirth));

export const addRestrictionAction = action(
  { permission: "restrictions:edit", input: AddRestriction },
  fresh(addRestriction),
);
export const editRestrictionAction = action(
  { permission: "restrictions:edit", input: EditRestriction },
  fresh(editRestriction),
);
export const endRestrictionAction = action(
  { permission: "restrictions:edit", input: EndRestriction },
  fresh(endRestriction),
);
export const findTargetsAction = action({ permission: "customers:read", input: TargetSearch }, findTargets);
export const setConditionAction = action({ permission: "restrictions:edit", input: SetCondition }, fresh(setCondition));
export const endConditionAction = action({ permission: "restrictions:edit", input: EndCondition }, fresh(endCondition));

export const createStayAction = action({ permission: "stays:edit", input: BookStay }, fresh(createStay));
export const updateStayAction = action({ permission: "stays:edit", input: UpdateStay }, fresh(updateStay));
export const checkInAction = action({ permission: "stays:edit", input: CheckIn }, fresh(checkIn));
export const checkOutAction = action({ permission: "stays:edit", input: CheckOut }, fresh(checkOut));
export const moveStayAction = action({ permission: "stays:edit", input: MoveStay }, fresh(moveStay));
export const cancelStayAction = action({ permission: "stays:edit", input: CancelStay }, fresh(cancelStay));
export const freeRoomsAction = action({ permission: "stays:read", input: FreeRooms }, freeRooms);
export const addAbsenceAction = action({ permission: "stays:edit", input: AddAbsence }, fresh(addAbsence));
export const endAbsenceAction = action({ permission: "stays:edit", input: EndAbsence }, fresh(endAbsence));

export const signSubscriptionAction = action(
  { permission: "packages:edit", input: SignSubscription },
  fresh(signSubscription),
);

export const setCustomerFilesAction = action(
  { permission: "customers:edit", input: SetCustomerFiles },
  fresh(setCustomerFiles),
);
