import { Pairs } from '@/components/ui/pairs'
import type { QuoteView } from '@/lib/engagements/quote-views'
import { formatMoney } from '@/lib/kernel/money'
import { formatAbsolute, formatDuration } from '@/lib/kernel/words'
import { takenBack } from './quote-side'

const SIGNED_IN: Record<string, string> = { password: 'password', link: 'link by mail', oidc: 'single sign-on' }

/** The evidence of an acceptance, for paper: what was signed, by whom, when, from where, and the hashes that bind it. */
export function Certificate({ quote, brand, zone }: { quote: QuoteView; brand: string; zone: string }) {
  const { words, sha256 } = quote.shown!
  const ended = takenBack(quote)
  return (
    <article className="certificate">
      <p className="text-sm text-ink-2">{brand}</p>
      <h1>Certificate of acceptance</h1>
      <p className="num mt-1">
        {words.reference}, version {words.version}: {words.title}, for {words.organisationName}
      </p>
      <p className="num mt-3 text-sm break-all">
        SHA-256 of what was shown: <span className="mono">{sha256}</span>
      </p>
      {ended && (
        <p className="num mt-3">
          <b>
            {ended.words}, {formatAbsolute(ended.at, zone)}.
          </b>
        </p>
      )}
      {quote.signatures.map((signature) => (
        <section
          key={signature.id}
          className="mt-6"
          aria-label={`${signature.method === 'portal' ? 'Signature' : 'Order'} of ${signature.typedName}`}
        >
          <p className="signature">{signature.typedName}</p>
          <p className="mt-2">“{signature.statement}”</p>
          <Pairs
            left
            className="num mt-3 text-sm wrap-anywhere"
            pairs={[
              ['Accepted', signature.method === 'portal' ? 'by signature in the portal' : 'by an order outside the portal'],
              [signature.method === 'portal' ? 'Signed by' : 'Recorded by', `${signature.name}, ${signature.email}`],
              ['Countersigned by', signature.countersignedByName],
              ['At', `${formatAbsolute(signature.signedAt, zone)} (${new Date(signature.signedAt).toISOString()})`],
              ['Total with tax', formatMoney(signature.total)],
              [
                'May approve',
                signature.hasGrant ? (signature.limit === null ? 'any amount' : `up to ${formatMoney(signature.limit)}`) : null,
              ],
              ['Order number', signature.orderNumber],
              [
                'SHA-256 of the order',
                signature.method === 'offline_order' && quote.order && quote.order.files.length > 0
                  ? quote.order.files.map(({ id, name, sha256 }) => (
                      <span key={id} className="block">
                        {name}: <span className="mono break-all">{sha256}</span>
                      </span>
                    ))
                  : null,
              ],
              [
                'Signed in by',
                signature.method === 'portal'
                  ? `${SIGNED_IN[signature.signedInWith] ?? signature.signedInWith}, ${formatDuration(signature.signedInSeconds * 1_000)} before`
                  : null,
              ],
              ['From', signature.address],
              ['Browser', signature.userAgent],
              [
                'SHA-256 of the terms',
                <span key="terms" className="mono break-all">
                  {signature.termsSha256}
                </span>,
              ],
              ['Entry', `${signature.seq} in the record of ${words.organisationName}`],
              [
                'SHA-256 of the entry',
                <span key="row" className="mono break-all">
                  {signature.rowHash}
                </span>,
              ],
            ]}
          />
        </section>
      ))}
    </article>
  )
}
