import { ROLE_WORDS } from '@/components/engagements/quote-words'
import { Card, CardBody, CardHead } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Select } from '@/components/ui/input'
import { Pairs } from '@/components/ui/pairs'
import { Table } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import type { BilledView, InvoiceLineView, InvoiceView, PaymentView } from '@/lib/billing/views'
import { TAXES } from '@/lib/engagements/tax'
import { formatWorked } from '@/lib/engagements/time'
import type { FormAction } from '@/lib/kernel/action-state'
import { formatAmount, formatMoney } from '@/lib/kernel/money'
import { formatLocalDate } from '@/lib/kernel/words'
import { BillTo } from './bill-to'
import { CreditForm } from './credit-form'

const FORM = 'credit'

/** What a document is shown by, on either side. */
type Parts = Pick<
  InvoiceView,
  'kind' | 'state' | 'net' | 'tax' | 'taxCode' | 'total' | 'credited' | 'paid' | 'open' | 'lines' | 'billed' | 'payments'
>

/** A document: its lines and sums, what it bills, and what was paid. `credit` undefined: the reader credits nothing of it. */
export function Invoice({
  invoice,
  credit,
}: {
  invoice: Parts
  credit?: { readonly invoiceId: string; readonly act: FormAction } | undefined
}) {
  return (
    <>
      <Card aria-labelledby="lines">
        <CardHead id="lines" title="Lines" />
        <Lines lines={invoice.lines} />
        <CardBody>
          <Sums invoice={invoice} />
        </CardBody>
      </Card>
      <Card aria-labelledby="billed">
        <CardHead id="billed" title={invoice.kind === 'invoice' ? 'What it bills' : 'What it takes back'} />
        <Billed invoice={invoice} credits={credit !== undefined} />
        {credit && (
          <CardBody>
            <CreditForm id={FORM} invoiceId={credit.invoiceId} credit={credit.act} />
          </CardBody>
        )}
      </Card>
      {invoice.kind === 'invoice' && invoice.state !== 'draft' && <Payments invoice={invoice} />}
    </>
  )
}

function lineWords({ role, description }: InvoiceLineView): string {
  return role === null ? description : ROLE_WORDS[role]
}

function Lines({ lines }: { lines: readonly InvoiceLineView[] }) {
  return (
    <Table
      caption="Lines"
      rows={lines}
      rowKey={({ position }) => position}
      columns={[
        { key: 'what', head: 'What', rowHead: true, cell: lineWords },
        { key: 'hours', head: 'Hours', end: true, cell: ({ minutes }) => (minutes === null ? '–' : formatWorked(minutes)) },
        {
          key: 'rate',
          head: 'An hour',
          end: true,
          cell: ({ rate }) => <span className="num">{rate === null ? '–' : formatAmount(rate)}</span>,
        },
        { key: 'amount', head: 'Amount', end: true, cell: ({ amount }) => <span className="num">{formatMoney(amount)}</span> },
      ]}
    />
  )
}

function Sums({ invoice }: { invoice: Parts }) {
  const { kind, state, net, tax, taxCode, total, credited, paid, open } = invoice
  const isIssued = kind === 'invoice' && state !== 'draft'
  return (
    <Pairs
      className="num"
      pairs={[
        ['Without tax', formatMoney(net)],
        [TAXES[taxCode].words, formatMoney(tax)],
        ['Total', <strong key="total">{formatMoney(total)}</strong>],
        ['Credited', isIssued && credited.minor !== 0n ? formatMoney(credited) : null],
        ['Paid', isIssued && paid.minor !== 0n ? formatMoney(paid) : null],
        ['To be paid', isIssued ? formatMoney(open) : null],
      ]}
    />
  )
}

const FATE_WORDS = { bill_again: 'can be billed again', write_off: 'written off' } as const

function Billed({ invoice, credits }: { invoice: Parts; credits: boolean }) {
  const isNote = invoice.kind === 'credit_note'
  const hasCredit = credits || invoice.billed.some(({ credited }) => credited !== null)
  return (
    <Table
      caption={isNote ? 'What the credit note takes back' : 'What the invoice bills'}
      rows={invoice.billed}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'what',
          head: 'What',
          rowHead: true,
          cell: ({ words }) => <span className="font-normal wrap-anywhere">{words}</span>,
        },
        {
          key: 'day',
          head: 'Day',
          cell: ({ workedOn }) => <span className="whitespace-nowrap">{workedOn ? formatLocalDate(workedOn) : '–'}</span>,
        },
        { key: 'role', head: 'Role', hideSmall: true, cell: ({ role }) => (role ? ROLE_WORDS[role] : '–') },
        {
          key: 'worked',
          head: 'Worked',
          end: true,
          hideSmall: true,
          cell: ({ workedMinutes }) => (workedMinutes ? formatWorked(workedMinutes) : '–'),
        },
        {
          key: 'hours',
          head: 'Billed',
          end: true,
          cell: ({ billedMinutes }) => (billedMinutes ? formatWorked(billedMinutes) : '–'),
        },
        { key: 'amount', head: 'Amount', end: true, cell: ({ amount }) => <span className="num">{formatAmount(amount)}</span> },
        ...(hasCredit
          ? [
              {
                key: 'credit',
                head: isNote ? 'What becomes of it' : 'Credit',
                cell: (row: BilledView) => <Credited row={row} credits={credits} isNote={isNote} />,
              },
            ]
          : []),
      ]}
    />
  )
}

function Credited({ row, credits, isNote }: { row: BilledView; credits: boolean; isNote: boolean }) {
  if (row.credited) return isNote ? FATE_WORDS[row.credited.fate] : `${row.credited.number}, ${FATE_WORDS[row.credited.fate]}`
  if (!credits) return '–'
  return (
    <Select
      small
      name="part"
      form={FORM}
      aria-label={`Credit ${row.words}`}
      defaultValue=""
      options={[
        { value: '', label: 'Leave billed' },
        { value: `${row.id}:bill_again`, label: 'Bill again' },
        { value: `${row.id}:write_off`, label: 'Write off' },
      ]}
    />
  )
}

function Payments({ invoice }: { invoice: Parts }) {
  const saysWho = invoice.payments.some(({ recordedByName }) => recordedByName !== null)
  return (
    <Card aria-labelledby="payments">
      <CardHead id="payments" title="Payments" />
      <Table
        caption="Payments"
        rows={invoice.payments}
        rowKey={({ id }) => id}
        empty={<EmptyState title="Nothing was paid yet">What comes is shown here.</EmptyState>}
        columns={[
          { key: 'day', head: 'Day', rowHead: true, cell: ({ paidOn }) => formatLocalDate(paidOn) },
          { key: 'reference', head: 'Reference', cell: ({ reference }) => reference || '–' },
          ...(saysWho
            ? [{ key: 'by', head: 'By', hideSmall: true, cell: ({ recordedByName }: PaymentView) => recordedByName }]
            : []),
          { key: 'amount', head: 'Amount', end: true, cell: ({ amount }) => <span className="num">{formatMoney(amount)}</span> },
        ]}
      />
    </Card>
  )
}

/** What stands beside: of whom, for which work, since when, and what else belongs to it. */
export function InvoiceFacts({ invoice }: { invoice: InvoiceView }) {
  const {
    organisationName,
    requestReference,
    reference,
    title,
    orderNumber,
    billTo,
    issuedOn,
    dueOn,
    createdByName,
    issuedByName,
    related,
    reason,
  } = invoice
  return (
    <Card aria-labelledby="facts">
      <CardHead id="facts" title="About" />
      <CardBody>
        <Pairs
          left
          pairs={[
            ['Customer', organisationName],
            [
              'Work',
              <TextLink key="work" href={`/desk/services/${requestReference}/engagement`}>
                <span className="mono">{reference}</span> {title}
              </TextLink>,
            ],
            [invoice.kind === 'invoice' ? 'Bill to' : 'Credited to', <BillTo key="bill-to" text={billTo} />],
            ['Order number', orderNumber],
            ['Issued', issuedOn && formatLocalDate(issuedOn)],
            ['Due', dueOn && formatLocalDate(dueOn)],
            ['Drafted by', createdByName],
            ['Issued by', issuedByName],
            ['Why', reason],
            [
              invoice.kind === 'invoice' ? 'Credit notes' : 'Of invoice',
              related.length === 0 ? null : (
                <span className="grid">
                  {related.map(({ id, number }) => (
                    <TextLink key={id} href={`/desk/billing/${id}`} className="num">
                      {number}
                    </TextLink>
                  ))}
                </span>
              ),
            ],
          ]}
        />
      </CardBody>
    </Card>
  )
}
