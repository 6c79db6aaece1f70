// What the commands about articles take.
import { z } from 'zod'
import { Id } from '../kernel/ids'
import { line, prose, WallClock } from '../kernel/text'
import { DEFLECTION_EVENTS, SUGGESTED_MAX } from './deflection'
import { UploadIds } from '../files/upload'
import { ARTICLE_AUDIENCES, BODY_MAX, slugOf, SUMMARY_MAX, TITLE_MAX, UNHELPFUL_REASONS } from './article'

const Title = line({ max: TITLE_MAX, required: 'Please give it a title.' })
const Version = z.coerce.number().int().min(1)
const Reason = line({ max: 300, required: 'Please say in a few words what changed and why.' })
/** Languages that an article may be written in: a BCP 47 tag. */
const Language = z
  .string()
  .trim()
  .regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, 'Please give a language tag such as en, en-GB or de.')

export const BeginArticleInput = z.object({ title: Title, sectionId: Id })
export type BeginArticleInput = z.infer<typeof BeginArticleInput>

export const SaveArticleDraftInput = z.object({
  articleId: Id,
  title: Title,
  summary: line({ max: SUMMARY_MAX }),
  body: prose({ max: BODY_MAX }),
  /** The saving that the writer has seen; 0 when there was no draft. */
  version: z.coerce.number().int().min(0),
})
export type SaveArticleDraftInput = z.infer<typeof SaveArticleDraftInput>

/** Names a draft as somebody has read it. */
export const DraftInput = z.object({ articleId: Id, version: Version })
export type DraftInput = z.infer<typeof DraftInput>

/** Whom somebody asks to read it; nobody in particular when it is left out. */
export const AskForReviewInput = DraftInput.extend({
  reviewerId: z.preprocess((value) => (value === '' ? undefined : value), Id.optional()),
})
export type AskForReviewInput = z.infer<typeof AskForReviewInput>

/** What is missing, as the writers read it. */
export const ReturnArticleInput = DraftInput.extend({
  reason: prose({ max: 2_000 }).refine((words) => words !== '', 'Please say what is missing.'),
})
export type ReturnArticleInput = z.infer<typeof ReturnArticleInput>

export const PublishArticleInput = DraftInput.extend({ reason: Reason })
export type PublishArticleInput = z.infer<typeof PublishArticleInput>

/** The same, at once or at a time of the publisher's clock. */
export const PublishAtInput = PublishArticleInput.extend({
  at: z.preprocess((value) => (value === '' ? undefined : value), WallClock.optional()),
})

export const WithdrawArticleInput = z.object({ articleId: Id, reason: Reason })
export type WithdrawArticleInput = z.infer<typeof WithdrawArticleInput>

export const RestoreVersionInput = z.object({ articleId: Id, number: Version })
export type RestoreVersionInput = z.infer<typeof RestoreVersionInput>

export const ArticleInput = z.object({ articleId: Id })
export type ArticleInput = z.infer<typeof ArticleInput>

export const AddArticleFilesInput = z.object({
  articleId: Id,
  files: z.preprocess((value) => (Array.isArray(value) ? value : [value]), UploadIds.min(1, 'Please choose a file.')),
})
export type AddArticleFilesInput = z.infer<typeof AddArticleFilesInput>

/** Ticked boxes of one name: none, one or several. */
const Ids = z.preprocess(
  (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
  z.array(Id).max(500),
)

export const ArticleSettingsInput = z
  .object({
    articleId: Id,
    sectionId: Id,
    slug: line({ max: 80, required: 'Please give it an address.' }).transform(slugOf),
    language: Language,
    audience: z.enum(ARTICLE_AUDIENCES),
    organisationIds: Ids,
    planIds: Ids,
    ownerId: Id,
    checkBy: z.iso.date('Please give a day.'),
  })
  .refine(({ audience, organisationIds }) => audience !== 'organisations' || organisationIds.length > 0, {
    path: ['organisationIds'],
    message: 'Please choose at least one organisation.',
  })
  .refine(({ audience, planIds }) => audience !== 'plans' || planIds.length > 0, {
    path: ['planIds'],
    message: 'Please choose at least one plan.',
  })
export type ArticleSettingsInput = z.infer<typeof ArticleSettingsInput>

export const PlanInput = z.object({ planId: Id })
export type PlanInput = z.infer<typeof PlanInput>

export const SaveSectionInput = z.object({
  /** Absent for a new one. */
  sectionId: z.preprocess((value) => (value === '' ? undefined : value), Id.optional()),
  /** The section it stands in; only said of a new one. */
  parentId: z.preprocess((value) => (value === '' ? undefined : value), Id.optional()),
  name: line({ max: 80, required: 'Please give it a name.' }),
  description: line({ max: 200 }),
})
export type SaveSectionInput = z.infer<typeof SaveSectionInput>

export const MoveSectionInput = z.object({ sectionId: Id, direction: z.enum(['up', 'down']) })
export type MoveSectionInput = z.infer<typeof MoveSectionInput>

export const SwitchReviewInput = z.object({ needsReview: z.stringbool() })
export type SwitchReviewInput = z.infer<typeof SwitchReviewInput>

export const RateArticleInput = z.object({
  articleId: Id,
  helpful: z.enum(['yes', 'no']),
  reason: z.preprocess((value) => (value === '' ? undefined : value), z.enum(UNHELPFUL_REASONS).optional()),
  comment: prose({ max: 1_000 }).default(''),
})
export type RateArticleInput = z.infer<typeof RateArticleInput>

/** What is asked of the help centre's search by its address; what cannot be meant is left out. */
export const HelpSearchInput = z.object({
  q: line({ max: 200 }).catch(''),
  section: z
    .string()
    .regex(/^[a-z0-9-]{1,80}$/)
    .optional()
    .catch(undefined),
  page: z.coerce.number().int().min(1).max(5).catch(1),
  /** Words are taken as they were typed. */
  typed: z.literal('1').optional().catch(undefined),
  /** The search before this one. */
  after: Id.optional().catch(undefined),
})

export const HelpSuggestInput = z.object({ q: line({ max: 400 }).default('') })
export const HelpFoundInput = z.object({ search: Id, article: z.string().regex(/^[a-z0-9-]{1,80}$/) })

const SynonymLine = line({ max: 120, required: 'Please give at least two lines that mean the same.' })
export const KeepSynonymsInput = z.object({
  /** One a line, as an editor types them. */
  lines: prose({ max: 2_000 })
    .transform((text) => [
      ...new Set(
        text
          .toLowerCase()
          .split(/[\n,;]/)
          .map((each) => each.trim())
          .filter(Boolean),
      ),
    ])
    .pipe(
      z
        .array(SynonymLine)
        .min(2, 'Please give at least two lines that mean the same.')
        .max(20, 'Please give no more than twenty lines.'),
    ),
})
export type KeepSynonymsInput = z.infer<typeof KeepSynonymsInput>

export const RemoveSynonymsInput = z.object({ synonymsId: Id })
export type RemoveSynonymsInput = z.infer<typeof RemoveSynonymsInput>

export const DecideProposalInput = z.object({ failed: SynonymLine, meant: SynonymLine, decision: z.enum(['accept', 'refuse']) })
export type DecideProposalInput = z.infer<typeof DecideProposalInput>

/** `key`: that of the form for a new case; `line`: what stands in it. */
export const DeflectionInput = z.object({
  key: Id,
  line: line({ max: 400 }),
  event: z.enum(DEFLECTION_EVENTS),
  articleIds: z.array(Id).min(1).max(SUGGESTED_MAX),
})
export type DeflectionInput = z.infer<typeof DeflectionInput>

export const HelpReadInput = z.object({ article: z.string().regex(/^[a-z0-9-]{1,80}$/) })
