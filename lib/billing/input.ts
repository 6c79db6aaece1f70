// What the commands about bills take. Amounts come as they were typed.
import { z } from 'zod'
import { Id } from '../kernel/ids'
import { line, prose } from '../kernel/text'
import { instant, isTimeZone } from '../kernel/time'
import { EXPORT_TARGETS } from './export'
import { FATES } from './invoice'
import { NUMBERS } from './numbers'

const list = (value: unknown) => (value === undefined ? [] : Array.isArray(value) ? value : [value])
const InvoiceId = z.object({ invoiceId: Id })

export const PrepareDraftsInput = z.object({
  upTo: z.iso.date('Please give the last day that is billed.'),
  engagementId: z.preprocess(
    list,
    z.array(Id).min(1, 'Please choose at least one.').max(200, 'Please choose at most 200 at once.'),
  ),
})
export type PrepareDraftsInput = z.infer<typeof PrepareDraftsInput>

export const IssueInput = InvoiceId
export type IssueInput = z.infer<typeof IssueInput>

export const DeleteDraftInput = InvoiceId
export type DeleteDraftInput = z.infer<typeof DeleteDraftInput>

export const RecordPaymentInput = z.object({
  invoiceId: Id,
  key: Id,
  paidOn: z.iso.date('Please give the day on which the money came.'),
  /** As typed, in the currency of the invoice. */
  amount: line({ max: 24 }),
  /** What was recorded in error is taken back by a payment the other way. */
  isReversal: z.preprocess((value) => value === 'on', z.boolean()),
  reference: line({ max: 120 }).default(''),
})
export type RecordPaymentInput = z.infer<typeof RecordPaymentInput>

/** Of each thing that is billed: nothing, or its id with what becomes of it, as `id:bill_again`. */
const CreditedPart = z.string().transform((typed, context) => {
  const [allocationId, fate] = typed.split(':')
  const part = z.object({ allocationId: Id, fate: z.enum(FATES) }).safeParse({ allocationId, fate })
  if (part.success) return part.data
  context.addIssue({ code: 'custom', message: 'Please say whether it is billed again or written off.' })
  return z.NEVER
})

export const CreditInput = z.object({
  invoiceId: Id,
  reason: prose({ max: 500, required: 'Please say why: the customer reads it.' }),
  part: z.preprocess(
    (value) => list(value).filter((each: unknown) => each !== ''),
    z.array(CreditedPart).min(1, 'Please choose what is credited.').max(2_000),
  ),
})
export type CreditInput = z.infer<typeof CreditInput>

export const VoidInput = z.object({
  invoiceId: Id,
  reason: prose({ max: 500, required: 'Please say why: the customer reads it.' }),
})
export type VoidInput = z.infer<typeof VoidInput>

export const KeepEntityInput = z.object({
  regionCode: z.string().max(16),
  code: z.string().regex(/^[A-Z]{2}$/, 'Please give two capital letters, such as NZ: numbers begin with them.'),
  legalName: line({ max: 160, required: 'Please give the name of the company.' }),
  taxNumber: line({ max: 60 }).default(''),
  address: prose({ max: 500, required: 'Please give its address.' }),
  bankDetails: prose({ max: 500 }).default(''),
  timeZone: z.string().refine(isTimeZone, 'Please choose a time zone.'),
})
export type KeepEntityInput = z.infer<typeof KeepEntityInput>

export const BillingQuery = z.object({ upTo: z.iso.date().optional().catch(undefined) })

/** Which number is opened: of a currency, of a month or of what has none, or the time of a person. */
export const NumbersQuery = z.object({
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional()
    .catch(undefined),
  of: z.enum(NUMBERS).optional().catch(undefined),
  month: z
    .string()
    .regex(/^(\d{4}-\d{2}|none)$/)
    .optional()
    .catch(undefined),
  person: Id.optional().catch(undefined),
})
export type NumbersQuery = z.infer<typeof NumbersQuery>

export const MakeExportInput = z.object({
  target: z.enum(EXPORT_TARGETS, 'Please choose an accounting system.'),
  upTo: z.iso.date('Please give the last day of issue that is exported.'),
})
export type MakeExportInput = z.infer<typeof MakeExportInput>

export const GiveOrderNumberInput = z.object({
  engagementId: Id,
  orderNumber: line({ max: 60, required: 'Please give the number as the customer wrote it.' }),
})
export type GiveOrderNumberInput = z.infer<typeof GiveOrderNumberInput>

export const BillAddressInput = z.object({
  // Each may be empty and none be missing: a request that says nothing keeps no address.
  /** Empty: the organisation's own. */
  name: line({ max: 160 }),
  address: prose({ max: 500 }),
  city: line({ max: 80 }),
  region: line({ max: 80 }),
  postalCode: line({ max: 20 }),
  country: line({ max: 80 }),
  taxNumber: line({ max: 60 }),
})
export type BillAddressInput = z.infer<typeof BillAddressInput>

export const GiveBillAddressInput = BillAddressInput.extend({
  invoiceId: Id,
  /** When what the page showed was changed last; empty where nothing was said yet. */
  changedAt: z.preprocess(
    (value) => (value === '' ? null : value),
    z.coerce.number().int().nonnegative().transform(instant).nullable(),
  ),
})
export type GiveBillAddressInput = z.infer<typeof GiveBillAddressInput>

export const BillingContactInput = z.object({ userId: Id })
export type BillingContactInput = z.infer<typeof BillingContactInput>

/** The number of a document as it stands in addresses; whether it exists is another question. */
export const BillNumber = z.string().max(40, 'This is not the number of an invoice.')
