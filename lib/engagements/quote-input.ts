// What the commands about quotes take. Amounts and quantities come as they were typed and are read in the currency of the quote.
import { z } from 'zod'
import { UploadIds } from '../files/upload'
import { Id } from '../kernel/ids'
import { line, prose } from '../kernel/text'
import { RequestReference } from './input'
import { DECLINE_CODES, QUOTE_MODELS } from './quote'
import { LINE_KINDS, LINE_UNITS } from './quote-kinds'
import { RATE_ROLES, RATE_UNITS } from './rate-card'
import { TAX_CODES } from './tax'

const blank = (value: unknown) => (value === '' ? undefined : value)
const Day = (message: string) => z.preprocess(blank, z.iso.date(message).optional())
/** Only what was true when the page was shown is done: the revision of a draft, the number of a version. */
const Count = z.coerce.number().int().min(0).max(100_000)
/** No quote needs more. */
export const LINES_MAX = 40

export const DraftLine = z.object({
  kind: z.enum(LINE_KINDS),
  itemCode: z.preprocess(blank, z.string().max(40).optional()),
  role: z.preprocess(blank, z.enum(RATE_ROLES).optional()),
  unit: z.enum(LINE_UNITS),
  name: line({ max: 120 }),
  detail: line({ max: 300 }),
  qty: line({ max: 20 }),
  rate: line({ max: 40 }),
  discount: line({ max: 10 }),
  isOptional: z.boolean(),
})
export type DraftLine = z.infer<typeof DraftLine>

export const QuoteDraft = z.object({
  model: z.enum(QUOTE_MODELS),
  isCapped: z.boolean(),
  taxCode: z.enum(TAX_CODES),
  validUntil: z.iso.date('Please give the last day of the quote.'),
  paymentDays: z.coerce.number('Please give a number of days.').int().min(0).max(120, 'Please give at most 120 days.'),
  startsOn: Day('Please give a day, or leave it empty.'),
  scope: prose({ max: 10_000 }),
  assumptions: prose({ max: 5_000 }),
  exclusions: prose({ max: 5_000 }),
  lines: z.array(DraftLine).max(LINES_MAX, `A quote has at most ${LINES_MAX} lines.`),
})
export type QuoteDraft = z.infer<typeof QuoteDraft>

export const RemindOfQuoteInput = z.object({ reference: RequestReference })
export type RemindOfQuoteInput = z.infer<typeof RemindOfQuoteInput>

export const SaveQuoteInput = z.object({
  reference: RequestReference,
  revision: Count,
  draft: z
    .string()
    .max(200_000)
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text)
      } catch {
        context.addIssue({ code: 'custom', message: 'The draft could not be read. Please reload the page.' })
        return z.NEVER
      }
    })
    .pipe(QuoteDraft),
})
export type SaveQuoteInput = z.infer<typeof SaveQuoteInput>

export const NewVersionInput = z.object({ reference: RequestReference })
export type NewVersionInput = z.infer<typeof NewVersionInput>

/** What our side does with a version, but for saving it. */
export const StaffStep = z.enum(['internal_review', 'ready', 'draft', 'sent', 'withdrawn'])
export const TakeQuoteInput = z.object({
  reference: RequestReference,
  version: Count,
  revision: Count,
  to: StaffStep,
  reason: prose({ max: 2_000 }).default(''),
})
export type TakeQuoteInput = z.infer<typeof TakeQuoteInput>

const list = (value: unknown) => (value === undefined ? [] : Array.isArray(value) ? value : [value])

export const SignQuoteInput = z.object({
  reference: RequestReference,
  version: Count,
  /** What the page showed: the signature is bound to it. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'Please reload the page.'),
  chosen: z.preprocess(list, z.array(Count).max(LINES_MAX)),
  orderNumber: line({ max: 60 }).default(''),
  terms: z.literal('on', 'Please tick this: the terms are part of the quote.'),
  typedName: line({ max: 120, required: 'Please type your full name: it is your signature.' }),
  password: z.string().max(200).default(''),
})
export type SignQuoteInput = z.infer<typeof SignQuoteInput>

export const DeclineQuoteInput = z.object({
  reference: RequestReference,
  version: Count,
  code: z.enum(DECLINE_CODES, 'Please choose a reason.'),
  reason: prose({ max: 2_000 }).default(''),
  then: z.enum(['revise', 'stop'], 'Please say how it goes on.'),
})
export type DeclineQuoteInput = z.infer<typeof DeclineQuoteInput>

export const UndoAcceptanceInput = z.object({
  reference: RequestReference,
  reason: prose({ max: 2_000, required: 'Please say why: both sides read it.' }),
})
export type UndoAcceptanceInput = z.infer<typeof UndoAcceptanceInput>

export const AskToRenewInput = z.object({ reference: RequestReference, version: Count })
export type AskToRenewInput = z.infer<typeof AskToRenewInput>

export const RecordOrderInput = z.object({
  reference: RequestReference,
  version: Count,
  orderNumber: line({ max: 60, required: 'Please give the number of the order.' }),
  orderedBy: line({ max: 120, required: 'Please say who ordered, as the order says.' }),
  /** Optional lines that the order names too. */
  chosen: z.preprocess(list, z.array(Count).max(LINES_MAX)),
  note: prose({ max: 2_000, required: 'Please say when the order came, and from whom.' }),
  files: z.preprocess(list, UploadIds.min(1, 'Please attach the order: a services lead reads it before countersigning.')),
})
export type RecordOrderInput = z.infer<typeof RecordOrderInput>

/** Of the order that the page showed: one that was recorded in its place since is read first. */
export const CountersignInput = z.object({ reference: RequestReference, version: Count, orderId: Id })
export type CountersignInput = z.infer<typeof CountersignInput>

export const VoidOrderInput = CountersignInput.extend({
  reason: prose({ max: 2_000, required: 'Please say why: whoever recorded it reads this.' }),
})
export type VoidOrderInput = z.infer<typeof VoidOrderInput>

export const BuyingRulesInput = z.object({
  orderRequired: z.preprocess((value) => value === 'on', z.boolean()),
  anyTwo: z.preprocess((value) => value === 'on', z.boolean()),
})
export type BuyingRulesInput = z.infer<typeof BuyingRulesInput>

export const PublishRatesInput = z.object({
  regionCode: z.string().max(10).min(1, 'Please choose a region.'),
  /** Whose own card it is; empty: every customer's of the region. */
  organisationId: z.union([z.literal(''), z.uuid()], 'Please choose one of the customers.').default(''),
  currency: z.string().regex(/^[A-Z]{3}$/, 'Please give the three letters of a currency, such as NZD.'),
  effectiveFrom: z.iso.date('Please give the first day of these rates.'),
  /** As typed, by "role unit"; empty leaves a rate out. */
  ...Object.fromEntries(
    RATE_ROLES.flatMap((role) => RATE_UNITS.map((unit) => [`${role}.${unit}`, line({ max: 40 }).default('')] as const)),
  ),
})
export type PublishRatesInput = { regionCode: string; currency: string; effectiveFrom: string } & Record<string, string>

/** Which version a page shows; the newest unless told. */
export const QuoteQuery = z.object({ version: z.coerce.number().int().min(1).max(10_000).optional().catch(undefined) })
