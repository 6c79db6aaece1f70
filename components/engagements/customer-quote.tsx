import { ButtonLink } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Card } from '@/components/ui/card'
import { TextLink } from '@/components/ui/text-link'
import { optionsOf } from '@/lib/engagements/quote-lines'
import { statementOf } from '@/lib/engagements/quote-paper'
import { totalsOf } from '@/lib/engagements/quote-price'
import type { OrderView, QuoteVersionView, QuoteView } from '@/lib/engagements/quote-views'
import type { RequestView } from '@/lib/engagements/views'
import type { FormAction } from '@/lib/kernel/action-state'
import { formatMoney } from '@/lib/kernel/money'
import type { Instant } from '@/lib/kernel/time'
import { formatLocalDate } from '@/lib/kernel/words'
import { ApproveForm, type SignedAs } from './approve-form'
import { signersWords } from './approver-words'
import { CostLine } from './cost-line'
import { costOf } from './quote-card'
import { DeclineDialog, RenewDialog, UndoDialog } from './quote-dialogs'
import { OrderFacts } from './quote-order'
import { QuotePaper } from './quote-paper'
import { QuoteDifference, QuoteSignatures, QuoteSteps, QuoteVersions } from './quote-side'
import { RequestThread } from './request-thread'
import { RequestWriting } from './request-writing'

type Actions = {
  sign: FormAction
  decline: FormAction
  undo: FormAction
  renew: FormAction
  write: FormAction<{ nextKey: string }>
}

/** A quote as its customer reads it: cost line, paper, approval, questions. */
export function CustomerQuote({
  quote,
  request,
  readerId,
  formKey,
  zone,
  now,
  actions,
}: {
  quote: QuoteView
  request: RequestView
  readerId: string
  formKey: string
  zone: string
  now: Instant
  actions: Actions
}) {
  const view = quote.shown!
  const { requestReference: reference } = quote
  const { version } = view.words
  const base = `/services/${reference}`
  return (
    <>
      <div className="my-5">
        <CostLine state={quote.requestState} quote={costOf(request)} />
      </div>
      <div className="quote-desk">
        <div className="quote-main">
          <QuotePaper
            view={view}
            side="customer"
            acts={
              <ButtonLink href={`/api/quotes/${reference}?version=${version}`} small prefetch={false}>
                PDF
              </ButtonLink>
            }
          />
          <QuoteDifference difference={quote.difference} />
        </div>
        <aside className="quote-aside" aria-label="Approval">
          <Approval quote={quote} view={view} actions={actions} canWrite={request.canWrite} />
          <QuoteSignatures quote={quote} certificate={`${base}/certificate?version=${version}`} zone={zone} now={now} />
          <QuoteVersions quote={quote} base={`${base}/quote`} side="customer" />
          <QuoteSteps quote={quote} zone={zone} now={now} />
        </aside>
        <div className="quote-thread" id="question">
          <RequestThread steps={request.steps} messages={request.messages} readerId={readerId} zone={zone} now={now}>
            {request.canWrite && (
              <RequestWriting reference={reference} formKey={formKey} to={request.manager.name} write={actions.write} />
            )}
          </RequestThread>
        </div>
      </div>
    </>
  )
}

function Approval({
  quote,
  view,
  actions,
  canWrite,
}: {
  quote: QuoteView
  view: QuoteVersionView
  actions: Actions
  canWrite: boolean
}) {
  const { requestReference: reference, signing, may, rules, approvers, signatures, managerName, order } = quote
  const { words } = view
  const isOpen = view.state === 'sent' || view.state === 'partly_approved'
  // Nobody has to be named who approves: the order does.
  const { total } = totalsOf(words.lines, { ...words, chosen: signatures[0]?.chosen ?? [] })
  const signers = signersWords(approvers, total, rules.anyTwo, signatures[0]?.name)
  const isOrdered = order !== null && !signing.may && approvers.length === 0
  if (view.state === 'accepted')
    return (
      <Card pad aria-labelledby="approve">
        <h2 id="approve">Approved</h2>
        <p className="mt-1.5 text-ink-2">
          {quote.engagementReference === null
            ? 'It is ordered.'
            : words.changeWords
              ? `It is added to the budget of ${quote.engagementReference}.`
              : `It is ordered as ${quote.engagementReference}. ${managerName} agrees on the dates with you.`}
        </p>
        {quote.engagementReference !== null && (
          <p className="mt-2">
            <TextLink href={`/services/${reference}/engagement`}>See where the work stands</TextLink>
          </p>
        )}
        {may.undo && (
          <div className="mt-3">
            <UndoDialog reference={reference} undo={actions.undo} />
          </div>
        )}
      </Card>
    )
  if (view.state === 'expired')
    return (
      <Callout tone="warn" title="This quote has expired">
        <p>Its last day was {formatLocalDate(words.validUntil)}. Nothing was charged.</p>
        {quote.renewalAsked && <p className="mt-1.5">You asked {managerName} to renew it. You get the new version by mail.</p>}
        {may.askToRenew && (
          <div className="mt-2.5">
            <RenewDialog reference={reference} version={words.version} to={managerName} renew={actions.renew} />
          </div>
        )}
      </Callout>
    )
  if (!isOpen) return null
  return (
    <Card pad aria-labelledby="approve">
      {order && <OrderHere order={order} managerName={managerName} isAlone={isOrdered} />}
      {!isOrdered && <h2 id="approve">Approve</h2>}
      <p className="mt-1 mb-3 text-sm text-ink-2">
        Nothing is billed before your organisation approves, and nothing beyond this quote without a change that it approves too.
        It stands until the end of <b>{formatLocalDate(words.validUntil)}</b>.
      </p>
      {signers !== null && !isOrdered && <p className="mb-3">{signers}</p>}
      {signing.may ? (
        <ApproveForm
          reference={reference}
          version={words.version}
          sha256={view.sha256!}
          options={optionsOf(words)}
          fixed={signatures[0]?.chosen ?? null}
          signedAs={signedAs(view, signatures[0]?.chosen)}
          orderRequired={rules.orderRequired}
          terms={words.termsVersion}
          isFirstOfTwo={signing.isFirstOfTwo}
          sign={actions.sign}
        />
      ) : (
        !isOrdered && <p>{whyNot(signing.why, approvers.length > 0)}</p>
      )}
      <div className="mt-2 -ml-2.5 flex flex-wrap gap-2">
        {canWrite && (
          <ButtonLink href="#question" variant="ghost" small>
            Ask a question
          </ButtonLink>
        )}
        {may.decline && <DeclineDialog reference={reference} version={words.version} decline={actions.decline} />}
      </div>
    </Card>
  )
}

/** An order of theirs that we have recorded, and that nobody has checked yet. */
function OrderHere({ order, managerName, isAlone }: { order: OrderView; managerName: string; isAlone: boolean }) {
  const id = isAlone ? 'approve' : 'order'
  return (
    <section aria-labelledby={id} className="mb-4">
      <h2 id={id}>Your order is here</h2>
      <OrderFacts order={order} />
      <p className="mt-2.5 text-sm text-ink-2">
        A second person on our side checks it against this quote; then the quote is accepted, and its document stands here.
        Nothing is billed before that. Not your order? <TextLink href="#question">Write to {managerName}</TextLink>.
      </p>
    </section>
  )
}

/** What is signed for every choice of the few optional lines that a quote may have. */
function signedAs({ words }: QuoteVersionView, fixed: readonly number[] | undefined): SignedAs {
  const optional = words.lines.filter(({ isOptional }) => isOptional)
  const choices = fixed
    ? [fixed]
    : optional.reduce<number[][]>((all, { position }) => [...all, ...all.map((each) => [...each, position])], [[]])
  return Object.fromEntries(
    choices.map((chosen) => {
      const { total } = totalsOf(words.lines, { ...words, chosen })
      const options = words.lines.filter(({ position }) => chosen.includes(position)).map(({ name }) => name)
      return [
        [...chosen].sort((a, b) => a - b).join(','),
        { total: formatMoney(total), statement: statementOf({ ...words, total, options }) },
      ]
    }),
  )
}

function whyNot(why: 'not_open' | 'no_grant' | 'signed_already' | 'above_limit', someMay: boolean): string {
  switch (why) {
    case 'not_open':
      return 'It does not wait for approval.'
    case 'no_grant':
      return someMay
        ? 'It waits for an approver of your organisation.'
        : 'Nobody of your organisation may approve quotes yet. An administrator names somebody on the page People, or you send us your purchase order.'
    case 'signed_already':
      return 'You have signed it already.'
    case 'above_limit':
      return 'The second signature has to be of somebody whose limit covers the total, and yours does not.'
  }
}
