// A version of the published promise as data: levels, targets, and the words that go with them. A policy names no calendar;
// each region has its own. Immutable once a clock has used it.

import { z } from 'zod'

export const LEVELS = [1, 2, 3, 4] as const
const LevelNumber = z.literal(LEVELS)
/** Severity: 1 is the most urgent. Shown as L1 to L4 with the policy's own name. */
export type Level = z.infer<typeof LevelNumber>

export const METRICS = ['first_response', 'update'] as const
const Metric = z.enum(METRICS)
/** What is promised: a person's first answer, or the next public message while the case is not resolved. */
export type Metric = z.infer<typeof Metric>

const TargetUnit = z.enum(['business', 'elapsed'])
/** Whether a target counts business time of the case's calendar or all time that passes. */
export type TargetUnit = z.infer<typeof TargetUnit>

// Ten years: longer is a slip of the keyboard, and the arithmetic stays inside the years it models.
const MINUTES_MAX = 10 * 365 * 24 * 60

const Target = z.object({
  metric: Metric,
  level: LevelNumber,
  /** Null: promised on each change of status, so no clock runs. */
  minutes: z.int().min(1).max(MINUTES_MAX).nullable(),
  unit: TargetUnit,
  /** Whether the clock rests while the case waits on the customer. The published policy pauses nothing (S10). */
  pauseWhenWaiting: z.boolean(),
})
export type Target = z.infer<typeof Target>
/** A target with a time, which is one that a clock can run for. */
export type TimedTarget = Target & { minutes: number }

const Level = z.object({
  level: LevelNumber,
  name: z.string().min(1),
  definition: z.string().min(1),
  examples: z.array(z.string().min(1)),
})

const PublishedHours = z.object({ region: z.string(), name: z.string(), season: z.string(), lines: z.array(z.string()) })
/** One column of the published table of hours, in its words. `season` is the zone's abbreviation, as "NZDT". */
export type PublishedHours = z.infer<typeof PublishedHours>

/** The words of the published policy, section by section, as its readers see them. */
const PolicyText = z.object({
  introduction: z.string(),
  contact: z.string(),
  requestExamples: z.object({ heading: z.string(), items: z.array(z.string()) }),
  accountManager: z.string(),
  acknowledgement: z.string(),
  usefulInformation: z.object({ heading: z.string(), items: z.array(z.string()) }),
  classification: z.string(),
  response: z.string(),
  metrics: z.record(Metric, z.object({ name: z.string(), meaning: z.string() })),
  businessHours: z.array(PublishedHours),
  resources: z.array(z.object({ section: z.string(), name: z.string(), coverage: z.string() })),
})

/** One version of the support policy. Every level has a name, a first answer promised in time, and a rule for updates. */
export const SupportPolicy = z
  .object({
    title: z.string().min(1),
    levels: z.array(Level).length(LEVELS.length),
    targets: z.array(Target).length(LEVELS.length * Metric.options.length),
    text: PolicyText,
  })
  .refine(({ levels }) => LEVELS.every((level) => levels.some((of) => of.level === level)), 'every level has a name')
  .refine(
    ({ targets }) =>
      LEVELS.every((level) => Metric.options.every((metric) => targets.some((of) => of.level === level && of.metric === metric))),
    'every level has a target of each kind',
  )
  .refine(
    ({ targets }) => targets.every(({ metric, minutes }) => metric !== 'first_response' || minutes !== null),
    'a first answer has a time',
  )
export type SupportPolicy = z.infer<typeof SupportPolicy>

/** The target that a clock of this metric runs for at this level; null when the policy promises no time. */
export function timedTarget(policy: SupportPolicy, metric: Metric, level: Level): TimedTarget | null {
  const target = policy.targets.find((of) => of.metric === metric && of.level === level)
  return target !== undefined && isTimed(target) ? target : null
}

/** The policy's own name and meaning of a level. Throws RangeError when the policy does not name it, which its schema excludes. */
export function levelOf(policy: SupportPolicy, level: Level): SupportPolicy['levels'][number] {
  const found = policy.levels.find((of) => of.level === level)
  if (found === undefined) throw new RangeError(`the policy names no level ${level}`)
  return found
}

function isTimed(target: Target): target is TimedTarget {
  return target.minutes !== null
}
