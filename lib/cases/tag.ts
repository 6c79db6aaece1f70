// Tags: words of our own that find cases again, one vocabulary for the installation. No customer ever sees one.
import { z } from 'zod'
import { Id } from '../kernel/ids'
import { line } from '../kernel/text'
import { CaseReference } from './input'

/** So many on one case, and so many in all (security AB-099). */
export const TAGS_ON_A_CASE = 20
export const TAGS_IN_ALL = 1_000

export type TagView = { readonly id: string; readonly name: string }

/** A tag as its keepers see it: how many cases that are not closed have it, exact up to 1,000, else 1,001. */
export type KeptTag = TagView & { readonly cases: number; readonly madeBy: string | null }

/** As it is written; two that differ only in capitals are one. */
export const TagName = line({ max: 40, required: 'Please write the tag.' }).transform((name) => name.replace(/^#\s*/, ''))
export const Named = TagName.pipe(z.string().min(1, 'Please write the tag.'))

export const AddTagInput = z.object({ reference: CaseReference, name: Named })
export type AddTagInput = z.infer<typeof AddTagInput>

export const RemoveTagInput = z.object({ reference: CaseReference, tagId: Id })
export type RemoveTagInput = z.infer<typeof RemoveTagInput>

export const RenameTagInput = z.object({ tagId: Id, name: Named })
export type RenameTagInput = z.infer<typeof RenameTagInput>

export const MergeTagInput = z.object({
  tagId: Id,
  into: z.preprocess((value) => (value === '' ? undefined : value), Id.optional()).pipe(Id),
})
export type MergeTagInput = z.infer<typeof MergeTagInput>

export const TagInput = z.object({ tagId: Id })
export type TagInput = z.infer<typeof TagInput>
