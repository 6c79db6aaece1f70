// A paper says what its document says, word by word, and is drawn as pages from which the same can be read.
import type { ChildProcess } from 'node:child_process'
import { extractText } from 'unpdf'
import { describe, expect, it, vi } from 'vitest'
import { money } from '../kernel/money'
import { drawPaper } from './gateway/press'
import { paperOf, type PaperFacts } from './paper'

const begun = vi.hoisted((): ChildProcess[] => [])
vi.mock('node:child_process', async (original) => {
  const real = await original<typeof import('node:child_process')>()
  const spawn = (...args: Parameters<typeof real.spawn>) => {
    const child = real.spawn(...args)
    begun.push(child)
    return child
  }
  return { ...real, spawn }
})

const nzd = (minor: bigint) => money(minor, 'NZD')
const INVOICE: PaperFacts = {
  ...{ kind: 'invoice', number: 'NZ-INV-2026-000042', reason: '', credits: null, issuedOn: '2026-11-24', dueOn: '2026-12-24' },
  seller: {
    ...{ legalName: 'Harmoni NZ Ltd', taxNumber: 'GST 12-345-678', address: '1 Quay Street\nAuckland' },
    bankDetails: '01-0000-0000000-00',
  },
  ...{ billTo: 'Kererū パネル調査', orderNumber: 'PO-41', title: 'Дожди', references: ['SR-0004', 'ENG-12', 'Q-0045'] },
  ...{ taxCode: 'nz_gst_15', net: nzd(20_000n), tax: nzd(3_000n) },
  lines: [{ role: 'consultant', description: '', minutes: 50, rate: nzd(24_000n), amount: nzd(20_000n) }],
  entries: [
    {
      ...{
        id: '019b2f6e-0000-7000-8000-0000deadbeef',
        workedOn: '2026-11-20',
        role: 'consultant',
        words: 'Mapped the labels of wave 9.',
      },
      ...{ workedMinutes: 47, billedMinutes: 50, amount: nzd(20_000n) },
    },
    {
      ...{ id: '019b2f6e-0000-7000-8000-0000cafecafe', workedOn: '2026-11-21', role: 'consultant', words: 'Showed them to you.' },
      ...{ workedMinutes: 30, billedMinutes: 30, amount: nzd(0n) },
    },
  ],
}
const NOTE: PaperFacts = {
  ...INVOICE,
  ...{ kind: 'credit_note', number: 'NZ-CN-2026-000003', credits: INVOICE.number, reason: 'The labels were wrong.' },
}

/** The text of each page without its spaces. */
async function pagesOf(facts: PaperFacts): Promise<string[]> {
  const { text } = await extractText(new Uint8Array((await drawPaper(paperOf(facts))).pdf), { mergePages: false })
  return text.map((page) => page.replace(/\s+/g, ''))
}

describe('the paper of an invoice', () => {
  it('says hours as they multiply back, and what they come to', () => {
    const { title, lines, sums, detail } = paperOf(INVOICE)
    expect(title).toBe('Invoice NZ-INV-2026-000042')
    expect(lines.rows).toEqual([['Consultant', '0:50', '240.00', '200.00']])
    expect(sums).toEqual([
      ['Without tax', '200.00'],
      ['GST 15 %', '30.00'],
      ['Total to pay', 'NZD 230.00'],
    ])
    expect(detail!.rows.map((row) => row.slice(3))).toEqual([
      ['0:47', '0:50', '200.00', 'DEADBEEF'],
      ['0:30', '0:30', '0.00', 'CAFECAFE'],
    ])
  })

  it('is drawn as pages that read back, in every script, and the same bytes each time', async () => {
    const [first, detail] = await pagesOf(INVOICE)
    for (const words of [
      'NZ-INV-2026-000042',
      'HarmoniNZLtd',
      'GST12-345-678',
      'Kererūパネル調査',
      'Дожди',
      'PO-41',
      'SR-0004,ENG-12,Q-0045',
    ])
      expect(first).toContain(words)
    for (const words of ['0:50', 'GST15%', 'NZD230.00', '24Dec2026', '01-0000-0000000-00']) expect(first).toContain(words)
    for (const words of ['Mappedthelabelsofwave9.', '0:47', 'DEADBEEF', '0.00']) expect(detail).toContain(words)
    const [one, other, two] = await Promise.all([INVOICE, NOTE, INVOICE].map((facts) => drawPaper(paperOf(facts))))
    expect(two!.sha256).toBe(one!.sha256)
    expect(other!.sha256).not.toBe(one!.sha256)
  })

  it('is drawn after the press was killed between two papers', async () => {
    const before = await drawPaper(paperOf(INVOICE))
    expect(begun.at(-1)!.kill('SIGKILL')).toBe(true)
    expect((await drawPaper(paperOf(INVOICE))).sha256).toBe(before.sha256)
  })

  it('is not drawn of what is no paper, and the next one is', async () => {
    await expect(drawPaper({ lines: { heads: null } } as never)).rejects.toThrow('the paper was not drawn')
    expect((await drawPaper(paperOf(INVOICE))).pdf.subarray(0, 5).toString()).toBe('%PDF-')
  })
})

it('the paper of a credit note names its invoice and the reason, and asks for no money', async () => {
  const [first] = await pagesOf(NOTE)
  for (const words of ['CreditnoteNZ-CN-2026-000003', 'NZ-INV-2026-000042', 'Thelabelswerewrong.', 'TotalcreditedNZD230.00'])
    expect(first).toContain(words)
  expect(first).not.toContain('Howtopay')
})
