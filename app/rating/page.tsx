import type { Metadata } from 'next'
import { RatingForm } from '@/components/cases/rating-form'
import { ReopenForm } from '@/components/cases/reopen-form'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Disclosure } from '@/components/ui/disclosure'
import { When } from '@/components/ui/when'
import { RatingQuery } from '@/lib/cases/input'
import { getRatingByLink } from '@/lib/cases/queries/ratings'
import { RATING_WORDS } from '@/lib/cases/rating'
import { newId } from '@/lib/kernel/ids'
import { formatDate } from '@/lib/kernel/words'
import { guarded, requestContext } from '@/lib/web/context'
import { searchInput } from '@/lib/web/search-input'
import { rate, reopen } from './actions'

export const metadata: Metadata = { title: 'How did we do?', referrer: 'strict-origin', robots: { index: false } }

/** Opening this page gives no answer: programs that look behind every link of a mail do the customer's word no harm. */
export default async function RatingPage({ searchParams }: PageProps<'/rating'>) {
  const { token, answer } = await searchInput(RatingQuery, searchParams)
  const ctx = await requestContext()
  const asked = await guarded(getRatingByLink(ctx, token))
  const { reference, subject, timeZone: zone, resolvedAt, until, state, given, canReopen } = asked
  const { now } = ctx
  const isOpen = state === 'open'
  return (
    <div className="grid gap-4">
      <Card pad className="grid gap-4">
        <div>
          <h1>{isOpen ? 'How did we do?' : state === 'over' ? 'This question is closed' : 'Your case is open again'}</h1>
          <p className="mt-2 text-ink-2 wrap-anywhere">
            <span className="mono">{reference}</span> {subject}, solved <When at={resolvedAt} zone={zone} now={now} />.
          </p>
        </div>
        {given && (
          <p>
            You said “{RATING_WORDS[given.answer]}”.{isOpen && ` You can change it until ${formatDate(until, zone, now)}.`}
          </p>
        )}
        {isOpen ? (
          <RatingForm about={{ token }} given={given} chosen={answer} rate={rate} />
        ) : (
          <>
            <p>
              {state === 'over'
                ? 'It could be answered for fourteen days. If the matter is back, open a follow-up on the page of the case.'
                : 'A person reads what you wrote and answers by mail and on the page of the case. We ask again when it is solved.'}
            </p>
            <div>
              <ButtonLink href={`/cases/${reference}`}>Open the case</ButtonLink>
            </div>
          </>
        )}
      </Card>
      {isOpen && canReopen && (
        <Card pad>
          <Disclosure summary="It is not solved" open={(answer ?? given?.answer) === 'not_good'}>
            <div className="grid gap-3 pt-3">
              <p className="text-ink-2">Tell us what is left, and the case is open again.</p>
              <ReopenForm token={token} formKey={newId(now)} reopen={reopen} />
            </div>
          </Disclosure>
        </Card>
      )}
    </div>
  )
}
