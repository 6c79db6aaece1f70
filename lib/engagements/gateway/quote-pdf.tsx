import 'server-only'
import { Document, Font, Page, renderToBuffer, StyleSheet, Text, View } from '@react-pdf/renderer'
import { formatAmount, formatMoney, money } from '@/lib/kernel/money'
import { formatLocalDate } from '@/lib/kernel/words'
import { priceWords, type QuoteWords } from '../quote-paper'
import { amountOf, formatPercent, totalsOf, type QuoteLine } from '../quote-price'
import { quantityWords } from '../quote-kinds'
import type { SignatureView } from '../quote-views'
import { TAXES, type TaxCode } from '../tax'
import { familiesFor, type FontFamily } from './fonts'

/** What a paper says: the frozen words of a version, its hash, its terms, and who signed it. */
export type QuotePaperFacts = {
  readonly words: QuoteWords
  readonly sha256: string
  readonly terms: string
  readonly brandName: string
  /** When it was sent: the date on the paper. */
  readonly sentOn: string
  readonly signatures: readonly SignatureView[]
}

const styles = StyleSheet.create({
  page: { padding: 48, paddingBottom: 64, fontSize: 10, lineHeight: 1.45, color: '#1c1a17' },
  head: { flexDirection: 'row', justifyContent: 'space-between', marginBottom: 22, color: '#5c5750' },
  title: { fontSize: 19, fontWeight: 700, lineHeight: 1.25 },
  meta: { marginTop: 4, marginBottom: 18, color: '#5c5750' },
  row: { flexDirection: 'row', borderTop: '1 solid #dedad4', paddingVertical: 6 },
  name: { flex: 1, paddingRight: 12 },
  number: { width: 82, textAlign: 'right' },
  small: { fontSize: 9, color: '#5c5750' },
  bold: { fontWeight: 700 },
  paragraph: { marginTop: 7 },
  heading: { fontSize: 11, fontWeight: 700, marginTop: 16, marginBottom: 3 },
  // Measured from the top: from the bottom it would not be drawn on a page with a line height.
  foot: { position: 'absolute', left: 48, right: 48, top: 800, fontSize: 7.5, color: '#5c5750' },
  signature: { marginTop: 14, paddingBottom: 3, fontSize: 15, borderBottom: '1 solid #5c5750' },
})

const registered = new Set<string>()
function register(families: readonly FontFamily[]): string[] {
  for (const { family, fonts } of families) {
    if (registered.has(family)) continue
    Font.register({ family, fonts: [...fonts] })
    registered.add(family)
  }
  // Words stay whole: a hyphen that nobody wrote has no place in a name.
  Font.registerHyphenationCallback((word) => [word])
  return families.map(({ family }) => family)
}

/** The paper of a version as PDF: the same facts give the same pages. The last page of a signed one is its certificate. */
export function renderQuote(facts: QuotePaperFacts): Promise<Buffer> {
  const fontFamily = register(familiesFor(JSON.stringify(facts, (_, value: unknown) => (typeof value === 'bigint' ? '' : value))))
  return renderToBuffer(
    <Document
      title={`${facts.words.reference} ${facts.words.title}`}
      author={facts.brandName}
      creationDate={new Date(facts.sentOn)}
    >
      <QuotePages facts={facts} fontFamily={fontFamily} />
      {facts.signatures.length > 0 && <CertificatePage facts={facts} fontFamily={fontFamily} />}
    </Document>,
  )
}

type Pages = { facts: QuotePaperFacts; fontFamily: string[] }
// The types of the library know one family; a list of them is looked through letter by letter.
const inFonts = (fontFamily: string[]) => ({ ...styles.page, fontFamily: fontFamily as unknown as string })

function QuotePages({ facts, fontFamily }: Pages) {
  const { words, terms } = facts
  const { currency, lines } = words
  const totals = totalsOf(lines, words)
  const texts = [
    ['Change', words.changeWords ?? ''],
    ['Scope', words.scope],
    ['Assumptions', words.assumptions],
    ['Not included', words.exclusions],
    ['Price', `${priceWords(words, totals.fees)}.`],
    ['Start', words.startsOn === null ? '' : formatLocalDate(words.startsOn)],
    ['Payment', `Within ${words.paymentDays} days of an invoice.`],
    [`Terms, version ${words.termsVersion}`, terms],
  ] as const
  return (
    <Page size="A4" style={inFonts(fontFamily)}>
      <Head facts={facts} />
      <Text style={styles.title}>{words.title}</Text>
      <Text style={styles.meta}>
        {`Quote ${words.reference}, version ${words.version}, for ${words.organisationName}. Valid until the end of ${formatLocalDate(words.validUntil)} (${words.zone}).`}
      </Text>
      <View style={[styles.row, styles.small]}>
        <Text style={styles.name}>Item</Text>
        <Text style={styles.number}>Quantity</Text>
        <Text style={styles.number}>Rate</Text>
        <Text style={styles.number}>{`Amount, ${currency}`}</Text>
      </View>
      {lines.map((line) => (
        <Line key={line.position} line={line} currency={currency} />
      ))}
      <Sum label="Total before tax" amount={formatAmount(totals.net)} />
      <Sum label={TAXES[words.taxCode as TaxCode].words} amount={formatAmount(totals.tax)} />
      <Sum label="Total with tax" amount={formatMoney(totals.total)} bold />
      {lines.some(({ isOptional }) => isOptional) && (
        <Text style={styles.small}>Optional lines are in no sum until an approver chooses them.</Text>
      )}
      {texts.map(
        ([name, text]) =>
          text !== '' && (
            <View key={name}>
              <Text style={styles.heading} minPresenceAhead={30}>
                {name}
              </Text>
              {text.split(/\n{2,}/).map((paragraph, at) => (
                <Text key={at} style={at === 0 ? {} : styles.paragraph}>
                  {paragraph}
                </Text>
              ))}
            </View>
          ),
      )}
      <Foot facts={facts} />
    </Page>
  )
}

function Head({ facts: { brandName, sentOn } }: { facts: QuotePaperFacts }) {
  return (
    <View style={styles.head} fixed>
      <Text>{brandName}</Text>
      <Text>{formatLocalDate(sentOn)}</Text>
    </View>
  )
}

function Line({ line, currency }: { line: QuoteLine; currency: string }) {
  const notes = [
    line.detail,
    ...(line.kind === 'expense' ? ['At cost, up to this amount.'] : []),
    ...(line.discountBp > 0 ? [`${formatPercent(line.discountBp)} % discount.`] : []),
    ...(line.isOptional ? ['Optional.'] : []),
  ].filter((note) => note !== '')
  const isIncluded = line.kind === 'included'
  return (
    <View style={styles.row} wrap={false}>
      <View style={styles.name}>
        <Text style={styles.bold}>{line.name}</Text>
        {notes.map((note) => (
          <Text key={note} style={styles.small}>
            {note}
          </Text>
        ))}
      </View>
      <Text style={styles.number}>{quantityWords(line)}</Text>
      <Text style={styles.number}>{isIncluded ? '' : formatAmount(money(line.unitRateMinor, currency))}</Text>
      <Text style={styles.number}>{isIncluded ? 'Included' : formatAmount(amountOf(line, currency))}</Text>
    </View>
  )
}

function Sum({ label, amount, bold }: { label: string; amount: string; bold?: boolean }) {
  return (
    <View style={bold ? [styles.row, styles.bold] : styles.row} wrap={false}>
      <Text style={styles.name}>{label}</Text>
      <Text style={[styles.number, { width: 140 }]}>{amount}</Text>
    </View>
  )
}

function Foot({ facts: { words, sha256 } }: { facts: QuotePaperFacts }) {
  return (
    <Text
      style={styles.foot}
      fixed
      render={({ pageNumber, totalPages }) =>
        `${words.reference} v${words.version} · SHA-256 ${sha256} · ${pageNumber}/${totalPages}`
      }
    />
  )
}

function CertificatePage({ facts, fontFamily }: Pages) {
  const { signatures, words, sha256 } = facts
  return (
    <Page size="A4" style={inFonts(fontFamily)}>
      <Head facts={facts} />
      <Text style={styles.title}>Certificate of acceptance</Text>
      <Text style={styles.meta}>{`${words.reference}, version ${words.version}. SHA-256 of what was shown: ${sha256}`}</Text>
      {signatures.map((signature) => (
        <View key={signature.id} wrap={false} style={{ marginBottom: 18 }}>
          <Text style={styles.signature}>{signature.typedName}</Text>
          <Text style={{ marginTop: 4 }}>{signature.statement}</Text>
          <Text style={styles.small}>
            {`${signature.name}, ${signature.email}, ${new Date(signature.signedAt).toISOString()}, ${formatMoney(signature.total)}`}
          </Text>
          {signature.orderNumber !== '' && <Text style={styles.small}>{`Order number ${signature.orderNumber}`}</Text>}
          <Text style={styles.small}>
            {signature.method === 'portal'
              ? `Signed in the portal, from ${signature.address}`
              : 'Accepted by an order outside the portal'}
          </Text>
          <Text style={styles.small}>{`Entry ${signature.seq}, SHA-256 ${signature.rowHash}`}</Text>
        </View>
      ))}
      <Foot facts={facts} />
    </Page>
  )
}
