// What the commands about announcements take. Times are wall-clock times of whoever writes; the command knows their zone.
import { z } from 'zod'
import { Id } from '../kernel/ids'
import { line, prose, WallClock } from '../kernel/text'
import { ANNOUNCEMENT_AUDIENCES, ANNOUNCEMENT_KINDS } from './announcement'

const several = <T extends z.ZodType>(each: T) =>
  z.preprocess(
    (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
    z.array(each).max(500),
  )

export const AnnounceInput = z
  .object({
    /** Absent for a new one. */
    announcementId: z.preprocess((value) => (value === '' ? undefined : value), Id.optional()),
    kind: z.enum(ANNOUNCEMENT_KINDS),
    title: line({ max: 160, required: 'Please say in one line what readers should know.' }),
    body: prose({ max: 2_000 }),
    startsAt: WallClock,
    endsAt: z.preprocess((value) => (value === '' ? undefined : value), WallClock.optional()),
    audience: z.enum(ANNOUNCEMENT_AUDIENCES),
    regionCodes: several(z.string().max(40)),
    organisationIds: several(Id),
  })
  .refine(({ startsAt, endsAt }) => endsAt === undefined || endsAt > startsAt, {
    path: ['endsAt'],
    message: 'It cannot end before it starts.',
  })
  .refine(({ kind, endsAt }) => kind === 'incident' || endsAt !== undefined, {
    path: ['endsAt'],
    message: 'Please say when the maintenance ends: it is planned.',
  })
  .refine(({ audience, regionCodes }) => audience !== 'regions' || regionCodes.length > 0, {
    path: ['regionCodes'],
    message: 'Please choose at least one region.',
  })
  .refine(({ audience, organisationIds }) => audience !== 'organisations' || organisationIds.length > 0, {
    path: ['organisationIds'],
    message: 'Please choose at least one organisation.',
  })
export type AnnounceInput = z.infer<typeof AnnounceInput>

export const AnnouncementInput = z.object({ announcementId: Id })
export type AnnouncementInput = z.infer<typeof AnnouncementInput>
