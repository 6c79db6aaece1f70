// Files for accounting systems: what a spreadsheet multiplies is the line, taxes add up, and nothing that people wrote is a formula.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { divideHalfAway, exponentOf, money } from '../kernel/money'
import { priceOfTime, taxOn } from '../engagements/pricing'
import { EXPORT_TARGETS, exportRows, type ExportedDocument } from './export'
import type { BillParts } from './bill-to'
import { INVOICE_KINDS } from './invoice'

const billTo = (of: Partial<BillParts> = {}): BillParts => ({
  ...{ name: 'Tuiwhenua', lines: [], city: '', region: '', postalCode: '', country: '', taxNumber: '', email: '' },
  ...of,
})
const document = (of: Partial<ExportedDocument> = {}): ExportedDocument => ({
  ...{
    kind: 'invoice',
    number: 'NZ-INV-2026-000042',
    entityCode: 'NZ',
    billTo: billTo(),
    orderNumber: 'PO-41',
  },
  ...{ references: 'SR-0004, ENG-12', issuedOn: '2026-11-24', dueOn: '2026-12-24', paymentDays: 30, taxCode: 'nz_gst_15' },
  ...{ net: money(90_000n, 'NZD'), tax: money(13_500n, 'NZD') },
  lines: [{ role: 'consultant', description: '', minutes: 225, rate: money(24_000n, 'NZD'), amount: money(90_000n, 'NZD') }],
  ...of,
})
const table = (target: 'xero' | 'quickbooks', of: Partial<ExportedDocument> = {}) => {
  const { kind } = document(of)
  const [heads, ...rows] = exportRows(target, kind, [document(of)])
  return rows.map((row) => Object.fromEntries(heads!.map((head, at) => [head, row[at]!])))
}

describe('a file', () => {
  it('for Xero has its columns in its order, hours at their rate and days first', () => {
    const [heads] = exportRows('xero', 'invoice', [])
    expect(heads!.join()).toBe(
      '*ContactName,EmailAddress,POAddressLine1,POAddressLine2,POAddressLine3,POAddressLine4,POCity,PORegion,POPostalCode,POCountry,' +
        '*InvoiceNumber,Reference,*InvoiceDate,*DueDate,Total,InventoryItemCode,*Description,*Quantity,*UnitAmount,Discount,*AccountCode,*TaxType,TaxAmount,' +
        'TrackingName1,TrackingOption1,TrackingName2,TrackingOption2,Currency,BrandingTheme',
    )
    expect(table('xero')).toMatchObject([
      {
        ...{
          '*ContactName': 'Tuiwhenua',
          '*InvoiceNumber': 'NZ-INV-2026-000042',
          Reference: 'PO-41',
          '*InvoiceDate': '24/11/2026',
        },
        ...{
          '*DueDate': '24/12/2026',
          Total: '1035.00',
          '*Description': 'Consultant',
          '*Quantity': '3.75',
          '*UnitAmount': '240.00',
        },
        ...{ '*TaxType': '15% GST on Income', TaxAmount: '135.00', Currency: 'NZD' },
      },
    ])
  })

  it('for Xero addresses the customer in its four lines, and what is left in the last', () => {
    const linesOf = (lines: string[]) =>
      table('xero', { billTo: billTo({ lines }) }).map((row) => [1, 2, 3, 4].map((at) => row[`POAddressLine${at}`]))
    expect(linesOf([])).toEqual([['', '', '', '']])
    expect(linesOf(['1 Quay Street', 'Auckland 1010'])).toEqual([['1 Quay Street', 'Auckland 1010', '', '']])
    expect(linesOf(['a', 'b', 'c', 'd', 'e'])).toEqual([['a', 'b', 'c', 'd, e']])
    const said = billTo({ email: 'bills@tui.example', city: '=1+1', region: 'IL', postalCode: '60601', country: 'USA' })
    expect(table('xero', { billTo: said })).toMatchObject([
      { EmailAddress: 'bills@tui.example', POCity: "'=1+1", PORegion: 'IL', POPostalCode: '60601', POCountry: 'USA' },
    ])
    expect(table('xero', { billTo: billTo({ lines: ['=1+1'] }) })).toMatchObject([{ POAddressLine1: "'=1+1" }])
  })

  it('for QuickBooks has its columns in its order', () => {
    const [heads] = exportRows('quickbooks', 'invoice', [])
    expect(heads!.join()).toBe(
      '*InvoiceNo,*Customer,*InvoiceDate,*DueDate,Terms,Memo,Item(Product/Service),ItemDescription,ItemQuantity,ItemRate,*ItemAmount,ItemTaxCode,ItemTaxAmount,Currency,ServiceDate',
    )
    expect(table('quickbooks', { entityCode: 'US' })).toMatchObject([
      { '*InvoiceDate': '11/24/2026', Terms: 'Net 30', Memo: 'SR-0004, ENG-12, PO-41', '*ItemAmount': '900.00' },
    ])
  })

  it('of credit notes names them so, and has no day on which they are due', () => {
    const [row] = table('xero', { kind: 'credit_note', number: 'NZ-CN-2026-000003' })
    expect(row).toMatchObject({
      '*CreditNoteNumber': 'NZ-CN-2026-000003',
      '*CreditNoteDate': '24/11/2026',
      '*UnitAmount': '240.00',
    })
    expect(row).not.toHaveProperty('*DueDate')
  })

  it('says the amount once, with the hours in words, where hours times rate would be another', () => {
    const line = {
      role: 'consultant' as const,
      description: '',
      minutes: 50,
      rate: money(24_000n, 'NZD'),
      amount: money(20_000n, 'NZD'),
    }
    expect(table('xero', { lines: [line] })).toMatchObject([
      { '*Description': 'Consultant, 0:50 h', '*Quantity': '1', '*UnitAmount': '200.00' },
    ])
  })

  it.each(['=cmd()', '+1', '@x', '-2', '\tx'])('shows %j and does not run it', (name) =>
    expect(table('xero', { billTo: billTo({ name }) })[0]!['*ContactName']).toBe(`'${name}`),
  )
})

const anyLine = fc.record({ minutes: fc.integer({ min: 1, max: 6_000 }), rate: fc.bigInt({ min: 1n, max: 99_999n }) })

it('adds up: what is multiplied is the line, lines and taxes are the document, in every currency', () =>
  fc.assert(
    fc.property(
      fc.array(anyLine, { minLength: 1, maxLength: 6 }),
      fc.constantFrom('NZD', 'JPY', 'KWD'),
      fc.constantFrom(...INVOICE_KINDS),
      fc.constantFrom(...EXPORT_TARGETS),
      (typed, currency, kind, target) => {
        const lines = typed.map(({ minutes, rate }) => ({
          ...{ role: 'consultant' as const, description: '', minutes, rate: money(rate, currency) },
          amount: priceOfTime({ minutes, rateMinor: rate }, currency),
        }))
        const net = money(
          lines.reduce((sum, { amount }) => sum + amount.minor, 0n),
          currency,
        )
        const tax = taxOn(net, 1_500)
        const [heads, ...rows] = exportRows(target, kind, [document({ kind, net, tax, lines })])
        const minor = (text: string) => BigInt(text.replace('.', ''))
        const cells = (...names: string[]) => rows.map((row) => row[heads!.findIndex((head) => names.includes(head))]!)
        const thousandths = cells('*Quantity', 'ItemQuantity').map((text) => BigInt(Math.round(Number(text) * 1_000)))
        const units = cells('*UnitAmount', 'ItemRate').map(minor)
        expect(units.map((unit, at) => divideHalfAway(unit * thousandths[at]!, 1_000n))).toEqual(
          lines.map(({ amount }) => amount.minor),
        )
        const taxes = cells('TaxAmount', 'ItemTaxAmount')
        expect(taxes.map(minor).reduce((sum, each) => sum + each, 0n)).toBe(tax.minor)
        for (const text of taxes) expect(text.split('.')[1]?.length ?? 0).toBe(exponentOf(currency))
      },
    ),
    { numRuns: 200 },
  ))
