// What the commands about engagements and time take. Times and hours come as they were typed.
import { z } from 'zod'
import { UploadIds } from '../files/upload'
import { Id } from '../kernel/ids'
import { isCurrency } from '../kernel/money'
import { line, prose } from '../kernel/text'
import { CHANGE_REASONS } from './change'
import { ENGAGEMENT_STATES, HOLD_SIDES } from './engagement'
import { EXPENSE_CATEGORIES, EXPENSE_STATES } from './expense'
import { RequestReference } from './input'
import { MILESTONE_STATES } from './milestone'
import { RATE_ROLES } from './rate-card'
import { WORK_ANSWERS } from './satisfaction'
import { NOTE_MIN, parseWorked } from './time'

const blank = (value: unknown) => (value === '' ? undefined : value)
const list = (value: unknown) => (value === undefined ? [] : Array.isArray(value) ? value : [value])
const Day = z.preprocess(blank, z.iso.date('Please give a day, or leave it empty.').optional())
const ticked = z.preprocess((value) => value === 'on', z.boolean())

/** Hours as typed, as minutes; up to so many hours. */
const hours = (max: number) =>
  line({ max: 10 }).transform((typed, context) => {
    const match = /^(\d{1,4})(?:[.,](\d{1,2}))?$/.exec(typed)
    const minutes = match ? Math.round(Number(`${match[1]}.${match[2] ?? 0}`) * 60) : null
    if (minutes === null || minutes > max * 60) {
      context.addIssue({ code: 'custom', message: `Please give hours such as 8 or 7.5, at most ${max}.` })
      return z.NEVER
    }
    return minutes
  })

export const TakeWorkInput = z.object({
  reference: RequestReference,
  to: z.enum(ENGAGEMENT_STATES),
  /** Whose doing a pause is. */
  side: z.preprocess(blank, z.enum(HOLD_SIDES, 'Please say whose pause it is.').optional()),
  reason: prose({ max: 2_000 }).default(''),
})
export type TakeWorkInput = z.infer<typeof TakeWorkInput>

export const AssignInput = z.object({
  reference: RequestReference,
  userId: z.uuid('Please choose somebody.'),
  role: z.enum(RATE_ROLES, 'Please choose a role.'),
  fromOn: z.iso.date('Please give the first day.'),
  toOn: Day,
  hoursPerWeek: hours(80),
  leads: ticked,
})
export type AssignInput = z.infer<typeof AssignInput>

export const EndAssignmentInput = z.object({ reference: RequestReference, assignmentId: Id })
export type EndAssignmentInput = z.infer<typeof EndAssignmentInput>

export const PlanWorkInput = z
  .object({
    reference: RequestReference,
    startsOn: Day,
    endsOn: Day,
    /** What is left to do, in hours; empty says nothing. */
    remaining: z.preprocess(blank, hours(9_999).optional()),
  })
  .refine(({ startsOn, endsOn }) => !startsOn || !endsOn || startsOn <= endsOn, {
    path: ['endsOn'],
    message: 'It ends before it starts. Please give a later day.',
  })
export type PlanWorkInput = z.infer<typeof PlanWorkInput>

export const AddMilestoneInput = z.object({
  reference: RequestReference,
  name: line({ max: 120, required: 'Please say what is delivered.' }),
  dueOn: Day,
})
export type AddMilestoneInput = z.infer<typeof AddMilestoneInput>

export const TakeMilestoneInput = z.object({
  reference: RequestReference,
  milestoneId: Id,
  to: z.enum(MILESTONE_STATES),
  reason: prose({ max: 2_000 }).default(''),
})
export type TakeMilestoneInput = z.infer<typeof TakeMilestoneInput>

export const StartTimerInput = z.object({ reference: RequestReference, role: z.enum(RATE_ROLES) })
export type StartTimerInput = z.infer<typeof StartTimerInput>

/** `keep`: its time becomes a draft; else it is forgotten. */
export const StopTimerInput = z.object({ keep: z.enum(['yes', 'no']).transform((word) => word === 'yes') })
export type StopTimerInput = z.infer<typeof StopTimerInput>

export const RateWorkInput = z.object({
  reference: RequestReference,
  answer: z.enum(WORK_ANSWERS, 'Please choose an answer.'),
  comment: prose({ max: 2_000 }).default(''),
})
export type RateWorkInput = z.infer<typeof RateWorkInput>

export const EnterExpenseInput = z.object({
  /** Made once when the form is shown: sending it twice enters it once. */
  key: Id,
  reference: RequestReference,
  category: z.enum(EXPENSE_CATEGORIES, 'Please choose what it was for.'),
  spentOn: z.iso.date('Please give the day of the receipt.'),
  amount: line({ max: 20, required: 'Please say how much it was.' }),
  currency: line({ max: 3, required: 'Please give the currency of the receipt.' })
    .transform((typed) => typed.toUpperCase())
    .refine(isCurrency, 'Please give a currency such as NZD or EUR.'),
  /** What one of it is worth in the engagement's currency; empty where they are the same. */
  rate: line({ max: 20 }).default(''),
  rateOn: Day,
  note: prose({ max: 500, required: 'Please say what it was for: the customer reads it.' }),
  files: z.preprocess(list, UploadIds.min(1, 'Please attach the receipt.')),
})
export type EnterExpenseInput = z.infer<typeof EnterExpenseInput>

export const TakeExpenseInput = z.object({
  expenseId: Id,
  to: z.enum(EXPENSE_STATES),
  reason: prose({ max: 2_000 }).default(''),
})
export type TakeExpenseInput = z.infer<typeof TakeExpenseInput>

/** At most a year, and as many hours as a block holds. */
export const OpenOnboardingInput = z.object({
  organisationId: z.uuid('Please choose an organisation.'),
  opensOn: z.iso.date('Please give the first day.'),
  days: z.coerce
    .number('Please give a number of days.')
    .int('Please give whole days.')
    .min(1, 'At least one day.')
    .max(366, 'At most 366 days.'),
  hours: hours(9_999).refine((minutes) => minutes > 0, 'Please give hours such as 24.'),
  consultantId: z.uuid('Please choose somebody.'),
})
export type OpenOnboardingInput = z.infer<typeof OpenOnboardingInput>

export const ExtendOnboardingInput = z.object({
  reference: RequestReference,
  endsOn: z.iso.date('Please give the new last day.'),
  reason: prose({ max: 2_000, required: 'Please say why: the customer reads it.' }),
})
export type ExtendOnboardingInput = z.infer<typeof ExtendOnboardingInput>

export const RestoreHoursInput = ExtendOnboardingInput.extend({ blockId: Id })
export type RestoreHoursInput = z.infer<typeof RestoreHoursInput>

export const AskForChangeInput = z.object({
  /** Made once when the form is shown: sending it twice asks once. */
  key: Id,
  reference: RequestReference,
  reason: z.enum(CHANGE_REASONS, 'Please choose why.'),
  title: line({ max: 120, required: 'Please say in a few words what changes.' }),
  goal: prose({ max: 10_000, required: 'Please say what is needed beyond what was ordered.' }),
})
export type AskForChangeInput = z.infer<typeof AskForChangeInput>

const Worked = line({ max: 10, required: 'Please say how long it took.' }).transform((typed, context) => {
  const minutes = parseWorked(typed)
  if (minutes !== null) return minutes
  context.addIssue({ code: 'custom', message: 'Please give a time such as 2:30, 2.5 or 45m, up to 24 hours.' })
  return z.NEVER
})

export const SaveTimeInput = z.object({
  reference: RequestReference,
  role: z.enum(RATE_ROLES),
  workedOn: z.iso.date('Please give a day.'),
  /** Of the draft that was shown; 0 where there was none. */
  version: z.coerce.number().int().min(0).max(100_000),
  worked: Worked,
  customerNote: prose({ max: 1_000 }).default(''),
  internalNote: prose({ max: 1_000 }).default(''),
})
export type SaveTimeInput = z.infer<typeof SaveTimeInput>

export const DeleteTimeInput = z.object({ entryId: Id })
export type DeleteTimeInput = z.infer<typeof DeleteTimeInput>

export const SubmitTimeInput = z.object({ week: z.iso.date('Please give a week.') })
export type SubmitTimeInput = z.infer<typeof SubmitTimeInput>

/** No list shows more. */
export const DECIDED_MAX = 200
export const DecideTimeInput = z.object({
  entryId: z.preprocess(list, z.array(Id).min(1, 'Choose at least one entry.').max(DECIDED_MAX)),
  to: z.enum(['approved', 'rejected', 'submitted', 'written_off']),
  reason: prose({ max: 2_000 }).default(''),
})
export type DecideTimeInput = z.infer<typeof DecideTimeInput>

export const GiveTimeInput = z.object({
  entryId: Id,
  reason: prose({ max: 2_000, required: 'Please say why it is given: the customer reads it.' }),
})
export type GiveTimeInput = z.infer<typeof GiveTimeInput>

/** Which week the time sheet shows, and which cell of it is open: "SR-0012 consultant 2026-11-26". */
export const TimeQuery = z.object({
  week: z.iso.date().optional().catch(undefined),
  cell: z.string().max(80).optional().catch(undefined),
})

/** What a note for the customer lacks, as a sentence. */
export const NOTE_WORDS = `Say in at least ${NOTE_MIN} characters what was done: the customer reads it.`
