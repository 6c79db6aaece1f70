// What the files for accounting systems say (services.md §1.13): one row for each line, amounts without tax, dates as the system reads
// them. Names of accounts, items and taxes are those that each system begins with; whoever keeps the books maps others there.
import { csvCell } from '../kernel/csv'
import { exponentOf, money, splitMoney, type Money } from '../kernel/money'
import { formatWorked } from '../engagements/time'
import { ROLE_WORDS } from '../engagements/rate-card'
import type { TaxCode } from '../engagements/tax'
import type { BillParts } from './bill-to'
import type { InvoiceKind } from './invoice'
import type { PaperLine } from './paper'
import { isExact } from './run'

export const EXPORT_TARGETS = ['xero', 'quickbooks'] as const
export type ExportTarget = (typeof EXPORT_TARGETS)[number]
export const TARGET_WORDS: Record<ExportTarget, string> = { xero: 'Xero', quickbooks: 'QuickBooks Online' }

/** More are not taken in one file by the narrower of the two. */
export const DOCUMENTS_IN_A_FILE = 500

/** A document as it is exported. Days are ISO dates. */
export type ExportedDocument = {
  readonly kind: InvoiceKind
  readonly number: string
  readonly entityCode: string
  /** As it was addressed when it was issued. */
  readonly billTo: BillParts
  readonly orderNumber: string
  /** "SR-0004, ENG-12". */
  readonly references: string
  readonly issuedOn: string
  readonly dueOn: string
  readonly paymentDays: number
  readonly taxCode: TaxCode
  readonly net: Money
  readonly tax: Money
  readonly lines: readonly PaperLine[]
}

const XERO_TAX: Record<TaxCode, string> = {
  nz_gst_15: '15% GST on Income',
  uk_vat_20: '20% (VAT on Income)',
  reverse_charge: 'Zero Rated Income',
  zero_rated_export: 'Zero Rated Income',
  no_tax_collected: 'Tax Exempt',
}
const QUICKBOOKS_TAX: Record<TaxCode, string> = {
  nz_gst_15: '15% S',
  uk_vat_20: '20.0% S',
  reverse_charge: '0.0% Z',
  zero_rated_export: '0.0% Z',
  no_tax_collected: 'Non',
}
/** "Sales" in the accounts that Xero begins with. */
const SALES_ACCOUNT = '200'
/** The service that QuickBooks begins with. */
const SALES_ITEM = 'Services'

/** A line with what a spreadsheet multiplies: hours at their rate where that is exact, else once the amount. */
type Row = { document: ExportedDocument; words: string; quantity: string; unitAmount: string; amount: string; tax: string }
type ColumnOf = { head: string; cell: (row: Row) => string }

const nothing = (...heads: string[]): ColumnOf[] => heads.map((head) => ({ head, cell: () => '' }))
const numberOf = ({ document }: Row) => document.number
const issued = ({ document }: Row) => dateOf(document.issuedOn, document.entityCode)
const due = ({ document }: Row) => dateOf(document.dueOn, document.entityCode)
const customer = ({ document }: Row) => document.billTo.name
const currency = ({ document }: Row) => document.net.currency

const ADDRESS_LINES = [1, 2, 3, 4]

/** The lines of an address in the four that Xero has: what is left stands in the last. */
function addressLine(address: readonly string[], line: number): string {
  return line < ADDRESS_LINES.length ? (address[line - 1] ?? '') : address.slice(line - 1).join(', ')
}

function xero(kind: InvoiceKind): ColumnOf[] {
  const isInvoice = kind === 'invoice'
  return [
    { head: '*ContactName', cell: customer },
    { head: 'EmailAddress', cell: ({ document }) => document.billTo.email },
    ...ADDRESS_LINES.map((line) => ({
      head: `POAddressLine${line}`,
      cell: ({ document }: Row) => addressLine(document.billTo.lines, line),
    })),
    { head: 'POCity', cell: ({ document }) => document.billTo.city },
    { head: 'PORegion', cell: ({ document }) => document.billTo.region },
    { head: 'POPostalCode', cell: ({ document }) => document.billTo.postalCode },
    { head: 'POCountry', cell: ({ document }) => document.billTo.country },
    { head: isInvoice ? '*InvoiceNumber' : '*CreditNoteNumber', cell: numberOf },
    { head: 'Reference', cell: ({ document }) => document.orderNumber },
    { head: isInvoice ? '*InvoiceDate' : '*CreditNoteDate', cell: issued },
    ...(isInvoice ? [{ head: '*DueDate', cell: due }] : []),
    { head: 'Total', cell: ({ document: { net, tax } }) => decimal(money(net.minor + tax.minor, net.currency)) },
    ...nothing('InventoryItemCode'),
    { head: '*Description', cell: ({ words }) => words },
    { head: '*Quantity', cell: ({ quantity }) => quantity },
    { head: '*UnitAmount', cell: ({ unitAmount }) => unitAmount },
    ...nothing('Discount'),
    { head: '*AccountCode', cell: () => SALES_ACCOUNT },
    { head: '*TaxType', cell: ({ document }) => XERO_TAX[document.taxCode] },
    { head: 'TaxAmount', cell: ({ tax }) => tax },
    ...nothing('TrackingName1', 'TrackingOption1', 'TrackingName2', 'TrackingOption2'),
    { head: 'Currency', cell: currency },
    ...nothing('BrandingTheme'),
  ]
}

function quickbooks(kind: InvoiceKind): ColumnOf[] {
  const isInvoice = kind === 'invoice'
  return [
    { head: isInvoice ? '*InvoiceNo' : '*CreditMemoNo', cell: numberOf },
    { head: '*Customer', cell: customer },
    { head: isInvoice ? '*InvoiceDate' : '*CreditMemoDate', cell: issued },
    ...(isInvoice
      ? [
          { head: '*DueDate', cell: due },
          { head: 'Terms', cell: ({ document }: Row) => `Net ${document.paymentDays}` },
        ]
      : []),
    {
      head: 'Memo',
      cell: ({ document }) => [document.references, document.orderNumber].filter((each) => each !== '').join(', '),
    },
    { head: 'Item(Product/Service)', cell: () => SALES_ITEM },
    { head: 'ItemDescription', cell: ({ words }) => words },
    { head: 'ItemQuantity', cell: ({ quantity }) => quantity },
    { head: 'ItemRate', cell: ({ unitAmount }) => unitAmount },
    { head: '*ItemAmount', cell: ({ amount }) => amount },
    { head: 'ItemTaxCode', cell: ({ document }) => QUICKBOOKS_TAX[document.taxCode] },
    { head: 'ItemTaxAmount', cell: ({ tax }) => tax },
    { head: 'Currency', cell: currency },
    { head: 'ServiceDate', cell: issued },
  ]
}

const COLUMNS: Record<ExportTarget, (kind: InvoiceKind) => ColumnOf[]> = { xero, quickbooks }

/** The rows of a file over documents of one kind, the headings first. What people wrote never arrives as a formula. */
export function exportRows(target: ExportTarget, kind: InvoiceKind, documents: readonly ExportedDocument[]): string[][] {
  const columns = COLUMNS[target](kind)
  return [
    columns.map(({ head }) => head),
    ...documents.flatMap(rowsOf).map((row) => columns.map(({ cell }) => csvCell(cell(row)))),
  ]
}

function rowsOf(document: ExportedDocument): Row[] {
  const { lines, tax } = document
  const shares = lines.map(({ amount }) => amount.minor)
  const taxes = shares.every((share) => share === 0n) ? lines.map(() => ({ ...tax, minor: 0n })) : splitMoney(tax, shares)
  return lines.map((line, at) => ({ document, ...factorsOf(line), amount: decimal(line.amount), tax: decimal(taxes[at]!) }))
}

/** Hours at their rate where both are exact in the decimals of a file; else the amount once, with the hours in words. */
function factorsOf({ role, description, minutes, rate, amount }: PaperLine): Pick<Row, 'words' | 'quantity' | 'unitAmount'> {
  const words = role === null ? description : ROLE_WORDS[role]
  if (minutes === null || rate === null) return { words, quantity: '1', unitAmount: decimal(amount) }
  const isWhole = minutes % 3 === 0 && isExact({ minutes, rateMinor: rate.minor, amount })
  return isWhole
    ? { words, quantity: String(minutes / 60), unitAmount: decimal(rate) }
    : { words: `${words}, ${formatWorked(minutes)} h`, quantity: '1', unitAmount: decimal(amount) }
}

/** "1234.50": without signs that group, as a spreadsheet reads it. */
function decimal({ minor, currency: of }: Money): string {
  const exponent = exponentOf(of)
  const digits = minor.toString().padStart(exponent + 1, '0')
  return exponent === 0 ? digits : `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`
}

/** "24/11/2026"; "11/24/2026" for the books of the United States. */
function dateOf(isoDate: string, entityCode: string): string {
  const [year, month, day] = isoDate.split('-')
  return entityCode === 'US' ? `${month}/${day}/${year}` : `${day}/${month}/${year}`
}
