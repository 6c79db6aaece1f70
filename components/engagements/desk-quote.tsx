import { ButtonLink } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Pairs } from '@/components/ui/pairs'
import { TextLink } from '@/components/ui/text-link'
import { optionsOf, typedLine } from '@/lib/engagements/quote-lines'
import type { SavedQuote } from '@/lib/engagements/saved-quote'
import type { QuoteVersionView, QuoteView } from '@/lib/engagements/quote-views'
import type { FormAction } from '@/lib/kernel/action-state'
import { amountOf } from '@/lib/engagements/quote-price'
import { formatAmount, formatMoney } from '@/lib/kernel/money'
import type { Instant } from '@/lib/kernel/time'
import { ApproverLines } from './approver-lines'
import { BeginQuote } from './begin-quote'
import { OrderDialog } from './order-dialog'
import { CountersignDialog, StepDialog, UndoDialog, VoidOrderDialog, type StaffStepName } from './quote-dialogs'
import { QuoteEditor } from './quote-editor'
import { QuotePaper } from './quote-paper'
import { OrderFacts } from './quote-order'
import { QuoteDifference, QuoteSignatures, QuoteSteps, QuoteVersions } from './quote-side'
import { REVIEW_WORDS } from './quote-words'

type Actions = {
  begin: FormAction
  save: FormAction<SavedQuote>
  take: FormAction
  undo: FormAction
  recordOffline: FormAction
  countersign: FormAction
  takeOrderBack: FormAction
}

/** A quote as our side works on it: the editor of a draft, else the paper; what may be done; what happened. */
export function DeskQuote({
  quote,
  items,
  zone,
  now,
  actions,
}: {
  quote: QuoteView
  items: readonly { value: string; label: string }[]
  zone: string
  now: Instant
  actions: Actions
}) {
  const { requestReference: reference, shown, may } = quote
  if (shown === null)
    return (
      <EmptyState
        title="No quote yet"
        actions={may.newVersion && <BeginQuote reference={reference} begin={actions.begin} label="Begin the quote" />}
      >
        {may.newVersion ? 'The customer sees it once it is sent.' : 'A CSM begins it once the request is being scoped.'}
      </EmptyState>
    )
  const isEdited = shown.state === 'draft' && may.next.length > 0
  return (
    <div className="request-desk">
      <div className="grid gap-4">
        <Warnings quote={quote} view={shown} />
        {isEdited ? (
          <QuoteEditor
            key={`${shown.words.version} ${shown.state}`}
            reference={reference}
            currency={shown.words.currency}
            items={items}
            rates={(quote.desk?.rates ?? []).map(({ role, unit, amount }) => ({ role, unit, amount: formatAmount(amount) }))}
            first={draftOf(shown)}
            saved={savedOf(shown, quote)}
            save={actions.save}
          />
        ) : (
          <QuotePaper
            view={shown}
            side="desk"
            acts={
              shown.sentAt !== null && (
                <ButtonLink href={`/api/quotes/${reference}?version=${shown.words.version}`} small prefetch={false}>
                  PDF
                </ButtonLink>
              )
            }
          />
        )}
        <QuoteDifference difference={quote.difference} />
      </div>
      <aside className="grid gap-4" aria-label="About this quote">
        <Acts quote={quote} view={shown} actions={actions} />
        <WaitingOrder quote={quote} view={shown} actions={actions} />
        <QuoteSignatures
          quote={quote}
          certificate={`/desk/services/${reference}/certificate?version=${shown.words.version}`}
          zone={zone}
          now={now}
        />
        <QuoteVersions quote={quote} base={`/desk/services/${reference}/quote`} side="desk" />
        <QuoteSteps quote={quote} zone={zone} now={now} />
      </aside>
    </div>
  )
}

function Warnings({ quote, view }: { quote: QuoteView; view: QuoteVersionView }) {
  const isOpen = ['draft', 'internal_review', 'ready', 'sent', 'partly_approved'].includes(view.state)
  if (!isOpen || quote.desk === null) return null
  const isOurs = view.sentAt === null
  return (
    <>
      {!quote.desk.canBeApproved && quote.desk.waiting === null && (
        <Callout tone="warn" title={`Nobody at ${quote.organisationName} may approve ${formatMoney(view.totals.total)} alone`}>
          <p>
            {quote.approvers.length === 0
              ? 'Ask an administrator of theirs to name somebody on their page People, or record their order once it is with them.'
              : 'Their limits are lower. Ask an administrator of theirs to raise one, or let any two approvers be enough.'}
          </p>
        </Callout>
      )}
      {isOurs && quote.desk.reasons.length > 0 && (
        <Callout tone="info" title="A second person reads it before the customer">
          <p>It has {quote.desk.reasons.map((reason) => REVIEW_WORDS[reason]).join(', ')}.</p>
        </Callout>
      )}
    </>
  )
}

function Acts({ quote, view, actions }: { quote: QuoteView; view: QuoteVersionView; actions: Actions }) {
  const { may, requestReference: reference, desk } = quote
  const fields = { reference, version: view.words.version, revision: view.revision }
  const needsReview = (desk?.reasons.length ?? 0) > 0
  const steps = may.next.filter(
    (to): to is StaffStepName =>
      (to === 'internal_review' && needsReview) ||
      to === 'ready' ||
      to === 'draft' ||
      (to === 'sent' && (view.state === 'ready' || !needsReview)) ||
      (to === 'withdrawn' && view.state !== 'accepted'),
  )
  return (
    <Card pad aria-labelledby="acts">
      <h2 id="acts">For {quote.organisationName}</h2>
      <Pairs
        className="num mt-2.5 text-sm wrap-anywhere"
        pairs={[
          ['Asked by', quote.requesterName],
          ['Approves quotes', <ApproverLines key="approvers" approvers={quote.approvers} />],
          ['Order number', quote.rules.orderRequired ? 'Required' : 'Not required'],
          ['Author', view.authorName],
          [
            'Ordered as',
            quote.engagementReference && (
              <TextLink key="work" href={`/desk/services/${reference}/engagement`}>
                {quote.engagementReference}
              </TextLink>
            ),
          ],
        ]}
      />
      <div className="mt-3 flex flex-wrap gap-2">
        {steps.map((to, at) => (
          <StepDialog key={to} to={to} fields={fields} take={actions.take} primary={at === 0 && to !== 'withdrawn'} />
        ))}
        {may.newVersion && <BeginQuote reference={reference} begin={actions.begin} label="New version" />}
        {desk?.mayRecordOrder && (
          <OrderDialog
            reference={reference}
            version={view.words.version}
            options={optionsOf(view.words)}
            fixed={quote.signatures[0]?.chosen ?? null}
            record={actions.recordOffline}
          />
        )}
        {may.undo && <UndoDialog reference={reference} undo={actions.undo} />}
      </div>
      {view.state === 'internal_review' && !may.next.includes('ready') && (
        <p className="mt-2 text-sm text-ink-2">It waits for a services lead who is not its author.</p>
      )}
    </Card>
  )
}

function WaitingOrder({ quote, view, actions }: { quote: QuoteView; view: QuoteVersionView; actions: Actions }) {
  const { order, desk, requestReference: reference } = quote
  if (!order || !desk?.waiting) return null
  const { orderId, note, total, may, mayVoid } = desk.waiting
  const waiting = { reference, version: view.words.version, orderId }
  return (
    <Card pad aria-labelledby="order-card">
      <h2 id="order-card">Ordered outside the portal</h2>
      <OrderFacts order={order} total={total} />
      {note !== '' && <p className="mt-2 text-sm whitespace-pre-line wrap-anywhere text-ink-2">{note}</p>}
      {!may && <p className="mt-3 text-sm text-ink-2">It waits for a services lead who did not record it.</p>}
      <div className="mt-3 flex flex-wrap gap-2">
        {may && <CountersignDialog order={waiting} countersign={actions.countersign} />}
        {mayVoid && <VoidOrderDialog order={waiting} takeBack={actions.takeOrderBack} />}
      </div>
    </Card>
  )
}

function draftOf({ words }: QuoteVersionView) {
  return {
    model: words.model,
    isCapped: words.isCapped,
    taxCode: words.taxCode,
    validUntil: words.validUntil,
    paymentDays: String(words.paymentDays),
    startsOn: words.startsOn ?? '',
    scope: words.scope,
    assumptions: words.assumptions,
    exclusions: words.exclusions,
    lines: words.lines.map((line) => typedLine(line, words.currency)),
  }
}

function savedOf({ words, totals, revision, changedAt }: QuoteVersionView, { desk }: QuoteView): SavedQuote {
  return {
    revision,
    savedAt: changedAt,
    amounts: words.lines.map((line) => formatMoney(amountOf(line, words.currency))),
    net: formatMoney(totals.net),
    tax: formatMoney(totals.tax),
    total: formatMoney(totals.total),
    reasons: desk?.reasons ?? [],
  }
}
