import { Avatar } from '@/components/ui/avatar'
import { Card } from '@/components/ui/card'
import { Tag } from '@/components/ui/tag'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import type { QuoteView, SignatureView } from '@/lib/engagements/quote-views'
import { formatMoney } from '@/lib/kernel/money'
import type { Instant } from '@/lib/kernel/time'
import { OrderFiles } from './quote-order'
import { quoteStateTone, quoteStateWords, quoteStepWords } from './quote-words'

type At = { zone: string; now: Instant }

/** Every version that the reader may see, the newest first. */
export function QuoteVersions({ quote, base, side }: { quote: QuoteView; base: string; side: 'customer' | 'desk' }) {
  if (quote.numbers.length < 2) return null
  return (
    <Card pad aria-labelledby="versions">
      <h2 id="versions">Versions</h2>
      <ul className="mt-2.5 grid gap-2">
        {[...quote.numbers].reverse().map(({ version, state }) => {
          const isShown = version === quote.shown?.words.version
          return (
            <li key={version} className="num flex items-center gap-2">
              {isShown ? <b>Version {version}</b> : <TextLink href={`${base}?version=${version}`}>Version {version}</TextLink>}
              <Tag tone={quoteStateTone(state)}>{quoteStateWords(state, side)}</Tag>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}

/** What this version says otherwise than the one before it. */
export function QuoteDifference({ difference }: { difference: QuoteView['difference'] }) {
  if (!difference) return null
  return (
    <Card pad aria-labelledby="difference">
      <h2 id="difference">Changed since version {difference.since}</h2>
      {difference.changes.length === 0 ? (
        <p className="mt-2 text-ink-2">It says the same.</p>
      ) : (
        <dl className="quote-texts num">
          {difference.changes.map(({ what, before, after }, at) => (
            <div key={`${at} ${what}`}>
              <dt>{what}</dt>
              <dd>
                {before !== null && (
                  <del className="wrap-anywhere">
                    <span className="sr-only">Before: </span>
                    {before}
                  </del>
                )}
                {after !== null && (
                  <ins className="wrap-anywhere">
                    <span className="sr-only">Now: </span>
                    {after}
                  </ins>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  )
}

/** What became of an acceptance that does not count any more; null while it does. */
export function takenBack({ shown, steps }: QuoteView): { words: string; at: Instant } | null {
  const { state, words } = shown!
  if (state === 'sent' || state === 'partly_approved' || state === 'accepted') return null
  const last = steps.findLast(({ version, to }) => version === words.version && to === state)
  if (!last) return null
  return { words: `It does not count any more: ${[last.byName, quoteStepWords(last)].filter(Boolean).join(' ')}`, at: last.at }
}

const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
const isOrder = ({ method }: SignatureView): boolean => method === 'offline_order'

/** Who signed or ordered, with the way to the certificate. */
export function QuoteSignatures({ quote, certificate, zone, now }: { quote: QuoteView; certificate: string } & At) {
  if (quote.signatures.length === 0) return null
  const ended = takenBack(quote)
  const act = quote.signatures.every(isOrder) ? 'ordered by' : 'signed by'
  return (
    <Card pad aria-labelledby="signatures">
      <h2 id="signatures">{ended === null ? capitalised(act) : `Was ${act}`}</h2>
      {ended && (
        <p className="num mt-1.5 text-sm text-ink-2">
          {ended.words}, <When at={ended.at} zone={zone} now={now} />.
        </p>
      )}
      <ul className="mt-2.5 grid gap-2.5">
        {quote.signatures.map((signature) => (
          <li key={signature.id} className="flex items-start gap-2.5">
            <Avatar name={isOrder(signature) ? signature.typedName : signature.name} />
            <div className="num min-w-0">
              <p>
                <b className="wrap-anywhere">{signature.typedName}</b>, {formatMoney(signature.total)}
              </p>
              {isOrder(signature) && (
                <p className="text-sm text-ink-2 wrap-anywhere">
                  With order {signature.orderNumber}. {signature.name} recorded it, {signature.countersignedByName} countersigned.
                </p>
              )}
              <p className="text-sm text-ink-2">
                <When at={signature.signedAt} zone={zone} now={now} />
              </p>
              {isOrder(signature) && quote.order && (
                <p className="text-sm">
                  <OrderFiles files={quote.order.files} />
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
      <p className="mt-3 text-sm">
        <TextLink href={certificate}>Certificate of acceptance</TextLink>
      </p>
    </Card>
  )
}

/** What happened with the quote, the first first. */
export function QuoteSteps({ quote, zone, now }: { quote: QuoteView } & At) {
  return (
    <Card pad aria-labelledby="steps">
      <h2 id="steps">History of the quote</h2>
      <ol className="mt-2.5 grid gap-2.5 text-sm">
        {quote.steps.map(({ id, byName, reason, at, ...step }) => (
          <li key={id} className="num">
            {byName && <b>{byName}</b>} {quoteStepWords(step)}{' '}
            <span className="text-ink-2">
              <When at={at} zone={zone} now={now} />
            </span>
            {reason !== '' && <p className="whitespace-pre-line wrap-anywhere text-ink-2">{reason}</p>}
          </li>
        ))}
      </ol>
    </Card>
  )
}
