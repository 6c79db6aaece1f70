// What leaves the server: what readers get of an update, and what its writers get.
import type { Instant } from '../kernel/time'
import type { AnnouncementAudience, AnnouncementKind, AnnouncementTimes } from './announcement'
import type { Following, UpdateKind } from './update'

/** `cases`: those of the reader that asked for it; nobody sees others'. */
export type UpdateEntry = { readonly kind: UpdateKind; readonly text: string; readonly cases: readonly string[] }

export type Update = {
  readonly id: string
  readonly slug: string
  readonly version: string
  readonly title: string
  readonly summary: string
  /** A calendar day, "2026-11-24". */
  readonly releasedOn: string
  readonly publishedAt: Instant
  readonly entries: readonly UpdateEntry[]
  /** Published since this reader last looked. */
  readonly isNew: boolean
}

/** A known problem of a published update. */
export type UpdateProblem = Pick<Update, 'slug' | 'version' | 'releasedOn'> & { readonly text: string }

/** A page of updates, the newest first. */
export type UpdatePage = { readonly updates: readonly Update[]; readonly hasOlder: boolean }

/** What the home page says of an update. */
export type UpdateNews = Pick<Update, 'slug' | 'version' | 'title' | 'releasedOn'> & { readonly kinds: readonly UpdateKind[] }

/** Somebody who may stop following by a link, and how they follow now. */
export type FollowerOfLink = { readonly email: string; readonly following: Following | null }

export type DeskUpdateRow = {
  readonly id: string
  readonly version: string
  readonly title: string
  readonly releasedOn: string
  readonly publishedAt: Instant | null
  readonly entries: number
  readonly cases: number
}

export type DeskUpdate = {
  readonly id: string
  readonly slug: string
  readonly version: string
  readonly title: string
  readonly summary: string
  readonly releasedOn: string
  readonly saving: number
  readonly savedAt: Instant
  readonly publishedAt: Instant | null
  readonly publishedByName: string | null
  readonly entries: readonly UpdateEntry[]
  readonly followers: Readonly<Record<Following, number>>
  /** Requesters of linked cases who have not been told of it. */
  readonly untold: number
}

/** An announcement as its readers have it. */
export type Announcement = AnnouncementTimes & {
  readonly id: string
  readonly kind: AnnouncementKind
  readonly title: string
  readonly body: string
}

/** The same with whom it is for and who said it. */
export type DeskAnnouncement = Announcement & {
  readonly audience: AnnouncementAudience
  readonly regionCodes: readonly string[]
  readonly organisations: readonly { readonly id: string; readonly name: string }[]
  readonly createdByName: string
  readonly createdAt: Instant
  readonly endedByName: string | null
}

/** Whom an announcement may be for. */
export type AnnouncementReaders = {
  readonly regions: readonly { readonly code: string; readonly name: string }[]
  readonly organisations: readonly { readonly id: string; readonly name: string }[]
}
