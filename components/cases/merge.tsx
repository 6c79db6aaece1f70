import { ActButton } from '@/components/identity/act-form'
import { Button, ButtonLink } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Card, CardBody, CardHead } from '@/components/ui/card'
import { InputField } from '@/components/ui/field'
import { Pairs } from '@/components/ui/pairs'
import { Tag } from '@/components/ui/tag'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import { UNDO_DAYS } from '@/lib/cases/merge'
import type { MergedCaseView, MergePlanView } from '@/lib/cases/merge-views'
import type { FormAction } from '@/lib/kernel/action-state'
import type { Instant } from '@/lib/kernel/time'
import { count } from '@/lib/kernel/words'
import { statusTone, statusWords } from './case-words'
import { LevelTag } from './level-tag'

type Reader = { zone: string; now: Instant }

/** Which case it goes into: one of the organisation's open cases, or any by its number. */
export function MergeChoice({
  plan: { source, candidates, problem },
  into,
  zone,
  now,
}: Reader & { plan: MergePlanView; into: string }) {
  const here = `/desk/cases/${source.reference}/merge`
  return (
    <>
      <p className="wrap-anywhere text-ink-2">
        “{source.subject}” and another case of {source.organisationName} are about the same? Choose the one that goes on. Nothing
        happens before you have seen what will.
      </p>
      <form action={here} className="flex flex-wrap items-end gap-2.5" role="search" aria-label="By its number">
        <InputField
          name="into"
          id="merge-into"
          label="Number of the case that goes on"
          defaultValue={into}
          error={problem ?? undefined}
          autoComplete="off"
          required
        />
        <Button type="submit">Show what happens</Button>
      </form>
      <Card aria-labelledby="merge-candidates">
        <CardHead id="merge-candidates" title={`Open cases of ${source.organisationName}`} />
        {candidates.length === 0 ? (
          <CardBody>
            <p className="text-ink-2">There is no other open case.</p>
          </CardBody>
        ) : (
          <ul className="items">
            {candidates.map(({ reference, subject, severity, status, requesterName, openedAt }) => (
              <li key={reference} className="case-row">
                <LevelTag level={severity} />
                <div className="min-w-0">
                  <TextLink quiet href={`${here}?into=${reference}`} className="font-semibold wrap-anywhere">
                    {subject}
                  </TextLink>
                  <p className="num text-sm text-ink-2">
                    <span className="mono">{reference}</span> · {requesterName}, opened{' '}
                    <When at={openedAt} zone={zone} now={now} />
                  </p>
                </div>
                <Tag tone={statusTone(status)}>{statusWords(status, 'desk')}</Tag>
              </li>
            ))}
          </ul>
        )}
      </Card>
    </>
  )
}

/** Everything that will happen, and the one button that makes it happen. */
export function MergePreview({
  source,
  preview,
  merge,
  zone,
  now,
}: Reader & { source: MergePlanView['source']; preview: NonNullable<MergePlanView['preview']>; merge: FormAction<void> }) {
  const { target, moves, newcomers, severity, status, promise, countsFrom, dueBefore } = preview
  const when = (at: Instant | null) => (at === null ? 'none' : <When at={at} zone={zone} now={now} />)
  const here = `/desk/cases/${source.reference}/merge`
  return (
    <Card pad aria-labelledby="merge-preview">
      <h2 id="merge-preview" className="wrap-anywhere">
        {source.reference} becomes part of {target.reference} “{target.subject}”
      </h2>
      <Pairs
        left
        className="mt-4"
        pairs={[
          ['Goes on', `${target.reference}, opened by ${target.requesterName}; ${statusWords(status, 'desk')}`],
          ['Closes', `${source.reference}. Its address and replies to it lead to ${target.reference}.`],
          [
            'Moves there',
            `${count(moves.messages, 'message')}, ${count(moves.notes, 'note')}, ${count(moves.files, 'file')}, and its clocks`,
          ],
          [
            'Will read it too',
            newcomers.length === 0 ? 'nobody new' : `${newcomers.join(', ')}: all of ${target.reference}, and they can reply`,
          ],
          [
            'Level',
            severity === target.severity ? `stays L${severity}` : `L${severity}, the stricter of both (was L${target.severity})`,
          ],
          [
            'Promise',
            promise === null ? (
              'no clock runs'
            ) : (
              <>
                that of {countsFrom} counts first: {promise.metric === 'update' ? 'update' : 'first answer'} due{' '}
                {when(promise.dueAt)}
              </>
            ),
          ],
          [
            'Promised until now',
            <>
              {source.reference}: {when(dueBefore.source)} · {target.reference}: {when(dueBefore.target)}
            </>,
          ],
          ['Customer', `everybody on ${source.reference} gets one mail that says where it goes on`],
        ]}
      />
      <p className="mt-4 text-ink-2">
        You can undo this for {UNDO_DAYS} days. What is written in {target.reference} until then stays there.
      </p>
      <div className="mt-4 flex flex-wrap items-start gap-2.5">
        <ActButton act={merge} fields={{ reference: source.reference, into: target.reference }} variant="primary" small={false}>
          Merge into {target.reference}
        </ActButton>
        <ButtonLink href={here}>Choose another case</ButtonLink>
      </div>
    </Card>
  )
}

/** The cases that were merged into the one beside, each with the way back. */
export function MergedCases({
  merged,
  undo,
  zone,
  now,
}: Reader & { merged: readonly MergedCaseView[]; undo: FormAction<void> | null }) {
  if (merged.length === 0) return null
  return (
    <section aria-labelledby="merged-title" className="flex flex-col gap-2.5">
      <h2 id="merged-title">Merged into this case</h2>
      <ul className="flex flex-col gap-3">
        {merged.map(({ reference, subject, by, at, undoableUntil, problem }) => (
          <li key={reference} className="grid gap-1.5">
            <p className="wrap-anywhere">
              <span className="mono">{reference}</span> {subject}
            </p>
            <p className="text-sm text-ink-2">
              {by}, <When at={at} zone={zone} now={now} />.{' '}
              {problem ?? <>Can be undone until {<When at={undoableUntil} zone={zone} now={now} />}.</>}
            </p>
            {undo && problem === null && (
              <ActButton
                act={undo}
                fields={{ reference }}
                label={`Undo the merge of ${reference}`}
                confirm={{
                  id: `undo-${reference}`,
                  title: `Make ${reference} a case of its own again?`,
                  description: `Its messages, notes, files, people and clocks go back as they were before; its promise runs as if it had never been merged. What was written here since stays here. Everybody on ${reference} gets one mail.`,
                  button: 'Undo the merge',
                }}
              >
                Undo…
              </ActButton>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** On a customer's case that goes on elsewhere: where. */
export function MergedNotice({ reference, into }: { reference: string; into: string }) {
  return (
    <Callout title={`${reference} goes on as ${into}`}>
      <p className="text-ink-2">
        Both were about the same, so we have made one case of them. All that was written here, with its files, is there now.
        Please write there.
      </p>
      <ButtonLink href={`/cases/${into}`} variant="primary" small className="mt-3">
        Open {into}
      </ButtonLink>
    </Callout>
  )
}
