// What the commands about updates take.
import { z } from 'zod'
import { Id } from '../kernel/ids'
import { line, prose } from '../kernel/text'
import { ENTRIES_MAX, FOLLOWINGS, UPDATE_KINDS } from './update'

const Version = line({ max: 40, required: 'Please give the version, like 2026.11.' })
const Title = line({ max: 160, required: 'Please give it a title.' })
const Day = z.iso.date('Please give a day.')

export const BeginUpdateInput = z.object({ version: Version, title: Title, releasedOn: Day })
export type BeginUpdateInput = z.infer<typeof BeginUpdateInput>

/** `kind`, `text` and `cases` are columns of one list: what stands at one place belongs together. Lines without text are left out. */
export const SaveUpdateInput = z.object({
  updateId: Id,
  saving: z.coerce.number().int().min(1),
  version: Version,
  title: Title,
  summary: line({ max: 300 }),
  releasedOn: Day,
  kind: z.array(z.enum(UPDATE_KINDS)).max(ENTRIES_MAX, `Please keep it to ${ENTRIES_MAX} lines.`),
  text: z.array(prose({ max: 2_000 })).max(ENTRIES_MAX),
  cases: z.array(line({ max: 400 })).max(ENTRIES_MAX),
})
export type SaveUpdateInput = z.infer<typeof SaveUpdateInput>

export const UpdateInput = z.object({ updateId: Id })
export type UpdateInput = z.infer<typeof UpdateInput>

export const PublishUpdateInput = z.object({
  updateId: Id,
  /** The saving that whoever publishes has read. */
  saving: z.coerce.number().int().min(1),
  tellRequesters: z.literal('on').optional(),
})
export type PublishUpdateInput = z.infer<typeof PublishUpdateInput>

export const FollowInput = z.object({ following: z.enum([...FOLLOWINGS, 'no']) })
export type FollowInput = z.infer<typeof FollowInput>

export const UnsubscribeInput = z.object({ token: z.string().max(200) })
export type UnsubscribeInput = z.infer<typeof UnsubscribeInput>

/** The link of a mail as it stands in an address; what is no link speaks for nobody. */
export const UnsubscribeQuery = z.object({ token: z.string().max(200).catch('') })

/** What a reader asks of the list by its address; what cannot be meant is not asked. */
export const UpdatesQuery = z.object({
  kind: z.enum(UPDATE_KINDS).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(1_000).catch(1).default(1),
})
export type UpdatesQuery = z.infer<typeof UpdatesQuery>
