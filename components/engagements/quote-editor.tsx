'use client'

import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Card, CardBody, CardHead } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/choice'
import { InputField, SelectField, TextareaField } from '@/components/ui/field'
import { MODEL_WORDS } from '@/lib/engagements/engagement'
import { QUOTE_MODELS } from '@/lib/engagements/quote'
import type { SavedQuote } from '@/lib/engagements/saved-quote'
import { TAX_CODES, TAXES } from '@/lib/engagements/tax'
import type { FormAction } from '@/lib/kernel/action-state'
import { QuoteLineFields, type EditedLine, type KnownRate } from './quote-line-fields'
import { useQuoteDraft } from './use-quote-draft'

type EditedQuote = {
  model: (typeof QUOTE_MODELS)[number]
  isCapped: boolean
  taxCode: string
  validUntil: string
  paymentDays: string
  startsOn: string
  scope: string
  assumptions: string
  exclusions: string
  lines: readonly EditedLine[]
}

const NEW_LINE: EditedLine = {
  kind: 'time',
  role: 'consultant',
  unit: 'hour',
  itemCode: undefined,
  name: '',
  detail: '',
  qty: '1',
  rate: '',
  discount: '',
  isOptional: false,
}

/** Writes a draft: lines with their prices, what is agreed, until when it stands. Kept as it is written. */
export function QuoteEditor({
  reference,
  currency,
  items,
  rates,
  first,
  saved: kept,
  save,
}: {
  reference: string
  currency: string
  items: readonly { value: string; label: string }[]
  rates: readonly KnownRate[]
  first: EditedQuote
  saved: SavedQuote
  save: FormAction<SavedQuote>
}) {
  const { draft, saved, isKept, errors, trouble, write } = useQuoteDraft(reference, first, kept, save)
  const setLine = (at: number, change: Partial<EditedLine>) =>
    write({ lines: draft.lines.map((line, each) => (each === at ? { ...line, ...change } : line)) })
  const swap = (at: number, with_: number) => {
    const lines = [...draft.lines]
    ;[lines[at], lines[with_]] = [lines[with_]!, lines[at]!]
    write({ lines })
  }
  return (
    <div className="grid gap-4">
      <Card aria-labelledby="lines">
        <CardHead id="lines" title="Lines">
          <span className="ml-auto text-sm text-ink-2" role="status">
            {trouble ?? (isKept ? 'Saved' : 'Saving…')}
          </span>
        </CardHead>
        {draft.lines.length === 0 && <p className="card-pad text-ink-2">A quote has at least one line.</p>}
        <ol>
          {draft.lines.map((line, at) => (
            <QuoteLineFields
              key={at}
              at={at}
              line={line}
              currency={currency}
              items={items}
              rates={rates}
              errors={errors}
              amount={isKept ? saved.amounts[at] : undefined}
              change={(change) => setLine(at, change)}
              up={at === 0 ? undefined : () => swap(at, at - 1)}
              remove={() => write({ lines: draft.lines.filter((_, each) => each !== at) })}
            />
          ))}
        </ol>
        <CardBody className="flex flex-wrap items-center gap-x-6 gap-y-3">
          <Button
            small
            onClick={() =>
              write({ lines: [...draft.lines, { ...NEW_LINE, name: draft.lines.length === 0 ? 'Project consulting' : '' }] })
            }
          >
            Add a line
          </Button>
          <p className="num ml-auto text-right" aria-live="polite">
            {saved.net} before tax, tax {saved.tax}, <b>{saved.total} in all</b>
          </p>
        </CardBody>
      </Card>
      <Card pad aria-labelledby="agreed" className="grid gap-4">
        <h2 id="agreed">What is agreed</h2>
        <TextareaField
          name="scope"
          label="Scope"
          hint="What is done, for whom, and what is delivered. The customer signs this."
          rows={5}
          value={draft.scope}
          onChange={(event) => write({ scope: event.target.value })}
          error={errors.scope}
        />
        <div className="grid gap-4 md:grid-cols-2">
          <TextareaField
            name="assumptions"
            label="Assumptions"
            optional
            rows={3}
            value={draft.assumptions}
            onChange={(event) => write({ assumptions: event.target.value })}
            error={errors.assumptions}
          />
          <TextareaField
            name="exclusions"
            label="Not included"
            optional
            rows={3}
            value={draft.exclusions}
            onChange={(event) => write({ exclusions: event.target.value })}
            error={errors.exclusions}
          />
        </div>
        <div className="grid items-start gap-4 md:grid-cols-3">
          <SelectField
            name="model"
            label="Kind of price"
            value={draft.model}
            options={QUOTE_MODELS.map((model) => ({ value: model, label: MODEL_WORDS[model] }))}
            onChange={(event) => write({ model: event.target.value as EditedQuote['model'] })}
          />
          <SelectField
            name="taxCode"
            label="Tax"
            hint="Set by finance; no advice."
            value={draft.taxCode}
            options={TAX_CODES.map((code) => ({ value: code, label: TAXES[code].words }))}
            onChange={(event) => write({ taxCode: event.target.value })}
          />
          <InputField
            name="paymentDays"
            label="Paid within days"
            inputMode="numeric"
            value={draft.paymentDays}
            onChange={(event) => write({ paymentDays: event.target.value })}
            error={errors.paymentDays}
          />
          <InputField
            type="date"
            name="validUntil"
            label="Valid until"
            hint="The end of this day, where the customer is."
            value={draft.validUntil}
            onChange={(event) => write({ validUntil: event.target.value })}
            error={errors.validUntil}
          />
          <InputField
            type="date"
            name="startsOn"
            label="Start"
            optional
            value={draft.startsOn}
            onChange={(event) => write({ startsOn: event.target.value })}
            error={errors.startsOn}
          />
          {draft.model === 'time_and_materials' && (
            <Checkbox
              className="md:mt-[30px]"
              label="Never more than the total"
              checked={draft.isCapped}
              onChange={(event) => write({ isCapped: event.target.checked })}
            />
          )}
        </div>
        {trouble !== null && (
          <Callout tone="bad" announce>
            {trouble}
          </Callout>
        )}
      </Card>
    </div>
  )
}
