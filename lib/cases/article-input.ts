// What making an article of an answer takes.
import { z } from 'zod'
import { Id } from '../kernel/ids'
import { line, prose } from '../kernel/text'
import { BODY_MAX, TITLE_MAX } from '../knowledge/article'

const Checked = z.literal('on', 'Please look at this and tick it.')

export const MakeArticleInput = z.object({
  reference: line({ max: 24 }),
  messageId: Id,
  title: line({ max: TITLE_MAX, required: 'Please give it a title.' }),
  sectionId: Id,
  body: prose({ max: BODY_MAX, required: 'There is nothing to read yet.' }),
  names: Checked,
  data: Checked,
  alone: Checked,
  /** What was found of the case in the text is meant to stand there. */
  isMeant: z.literal('on').optional(),
})
export type MakeArticleInput = z.infer<typeof MakeArticleInput>
