// What each command of this domain takes, one schema for form and API.
import { z } from 'zod'
import { TimeZone } from '../identity/input'
import { Id } from '../kernel/ids'
import { GIVES_BACK } from './absence'
import { WorkingDay } from './working-time'

const OwnDate = z.string().pipe(z.iso.date('Please give a date.'))
const Time = z.string().max(5)
const times = z.array(Time).length(7, 'Please give the hours of all seven days.')
const whole = (min: number, max: number) =>
  z.coerce
    .number('Please give a number.')
    .pipe(z.int(`Please give a whole number.`).min(min, `At least ${min}.`).max(max, `At most ${max}.`))

/** The week as the form sends it: beginning and end of Monday to Sunday, both empty on a free day. */
export const SetHoursInput = z
  .object({
    userId: Id,
    /** `region` keeps the region's support hours instead. */
    keeps: z.enum(['own', 'region'], 'Please choose whose hours count.'),
    timeZone: TimeZone,
    from: times,
    to: times,
  })
  .transform(({ from, to, ...rest }, context) => {
    const days: WorkingDay[] = []
    if (rest.keeps === 'region') return { ...rest, days }
    const wrong = (day: number, message: string) => context.addIssue({ code: 'custom', path: [`day-${day}`], message })
    const given = from
      .map((begins, index) => ({ day: index + 1, from: begins, to: to[index]! }))
      .filter((each) => each.from !== '' || each.to !== '')
    if (given.length === 0) wrong(1, 'Give the hours of at least one day.')
    for (const each of given) {
      const parsed = WorkingDay.safeParse(each)
      if (parsed.success) days.push(parsed.data)
      else wrong(each.day, parsed.error.issues[0]!.message)
    }
    return { ...rest, days }
  })
export type SetHoursInput = z.infer<typeof SetHoursInput>

export const EnterLeaveInput = z.object({
  userId: Id,
  startsOn: OwnDate,
  /** The day somebody works again. */
  backOn: OwnDate,
  coverId: z.preprocess((value) => (value === '' ? null : value), Id.nullable()),
  givesBack: z.enum(GIVES_BACK, 'Please choose what happens to open cases.'),
})
export type EnterLeaveInput = z.infer<typeof EnterLeaveInput>

export const CancelLeaveInput = z.object({ absenceId: Id })
export type CancelLeaveInput = z.infer<typeof CancelLeaveInput>

export const SetAssignmentInput = z.object({
  regionCode: z.string().max(12),
  rule: z.enum(['off', 'round_robin'], 'Please choose how cases are given out.'),
  /** Empty: no limit. */
  openCasesMax: z.preprocess((value) => (value === '' ? null : value), whole(1, 500).nullable()),
  handlingMinutes: whole(5, 480),
})
export type SetAssignmentInput = z.infer<typeof SetAssignmentInput>

/** Which region somebody looks at; their own unless told. */
export const RegionQuery = z.object({
  region: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]{0,11}$/)
    .optional()
    .catch(undefined),
})
