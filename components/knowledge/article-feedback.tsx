import { buttonClass } from '@/components/ui/button-look'
import { RadioCards } from '@/components/ui/choice'
import { Disclosure } from '@/components/ui/disclosure'
import { TextareaField } from '@/components/ui/field'
import { UNHELPFUL_REASONS } from '@/lib/knowledge/article'
import { REASON_WORDS } from './knowledge-words'

/** Asks whether an article helped, by a form that needs no script. `said`: what this reader said of it. */
export function ArticleFeedback({ articleId, said }: { articleId: string; said: boolean | null }) {
  return (
    <section id="feedback" aria-labelledby="helpful" className="article-feedback">
      <div className="flex flex-wrap items-center gap-x-3.5 gap-y-2.5">
        <h2 id="helpful">Was this helpful?</h2>
        <form method="post" action="/help/feedback">
          <input type="hidden" name="articleId" value={articleId} />
          <button type="submit" name="helpful" value="yes" className={buttonClass({ small: true })}>
            Yes
          </button>
        </form>
        {said !== null && (
          <p role="status" className="text-sm text-ink-2">
            Thank you.{' '}
            {said ? 'You said that it helped.' : 'You said that it did not help; whoever keeps this article reads why.'}
          </p>
        )}
      </div>
      <Disclosure summary="No, something is missing or wrong" className="mt-3">
        <form method="post" action="/help/feedback" className="mt-3 grid max-w-form gap-4">
          <input type="hidden" name="articleId" value={articleId} />
          <input type="hidden" name="helpful" value="no" />
          <RadioCards
            name="reason"
            legend="What is it?"
            required
            options={UNHELPFUL_REASONS.map((reason) => ({ value: reason, label: REASON_WORDS[reason] }))}
          />
          <TextareaField
            name="comment"
            label="What did you look for?"
            optional
            rows={3}
            maxLength={1_000}
            hint="Nobody answers here. If you need an answer, open a case."
          />
          <div>
            <button type="submit" className={buttonClass({})}>
              Send
            </button>
          </div>
        </form>
      </Disclosure>
    </section>
  )
}
