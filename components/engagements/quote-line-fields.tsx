'use client'

import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/choice'
import { InputField, SelectField } from '@/components/ui/field'
import { LINE_KINDS, type LineKind, type LineUnit } from '@/lib/engagements/quote-kinds'
import { RATE_ROLES, type RateRole, type RateUnit } from '@/lib/engagements/rate-card'
import type { FieldErrors } from '@/lib/kernel/errors'
import { KIND_WORDS, ROLE_WORDS, UNIT_WORDS } from './quote-words'

/** A line as it is typed. */
export type EditedLine = {
  readonly kind: LineKind
  readonly itemCode?: string
  readonly role?: RateRole
  readonly unit: LineUnit
  readonly name: string
  readonly detail: string
  readonly qty: string
  readonly rate: string
  readonly discount: string
  readonly isOptional: boolean
}
export type KnownRate = { readonly role: RateRole; readonly unit: RateUnit; readonly amount: string }

/** The fields of one line. The rate of a line of time is that of the card unless another one is typed. */
export function QuoteLineFields({
  at,
  line,
  currency,
  items,
  rates,
  errors,
  amount,
  change,
  up,
  remove,
}: {
  at: number
  line: EditedLine
  currency: string
  items: readonly { value: string; label: string }[]
  rates: readonly KnownRate[]
  errors: FieldErrors
  amount: string | undefined
  change: (change: Partial<EditedLine>) => void
  up: (() => void) | undefined
  remove: () => void
}) {
  const isTime = line.kind === 'time'
  const card = isTime ? rates.find(({ role, unit }) => role === line.role && unit === line.unit) : undefined
  const field = (name: string) => ({ name: `line-${at}-${name}`, error: errors[`lines.${at}.${name}`] })
  const units: readonly LineUnit[] = isTime ? ['hour', 'half_day'] : ['piece', 'hour', 'half_day']
  return (
    <li className="quote-line">
      <div className="grid items-start gap-3 md:grid-cols-[minmax(0,1fr)_190px_190px]">
        <InputField
          {...field('name')}
          label={`Line ${at + 1}`}
          maxLength={120}
          value={line.name}
          onChange={(event) => change({ name: event.target.value })}
        />
        <SelectField
          {...field('kind')}
          label="Kind"
          value={line.kind}
          options={LINE_KINDS.map((kind) => ({ value: kind, label: KIND_WORDS[kind] }))}
          onChange={(event) => {
            const kind = event.target.value as LineKind
            change({ kind, rate: '', unit: kind === 'time' ? 'hour' : 'piece', role: kind === 'time' ? 'consultant' : undefined })
          }}
        />
        <SelectField
          {...field('itemCode')}
          label="Service"
          value={line.itemCode ?? ''}
          options={[{ value: '', label: 'None' }, ...items]}
          onChange={(event) => change({ itemCode: event.target.value || undefined })}
        />
      </div>
      <InputField
        {...field('detail')}
        label="In detail"
        optional
        maxLength={300}
        value={line.detail}
        onChange={(event) => change({ detail: event.target.value })}
      />
      <div className="quote-line-numbers">
        {isTime && (
          <SelectField
            {...field('role')}
            label="Who"
            value={line.role ?? ''}
            options={RATE_ROLES.map((role) => ({ value: role, label: ROLE_WORDS[role] }))}
            onChange={(event) => change({ role: event.target.value as RateRole, rate: '' })}
          />
        )}
        <InputField
          {...field('qty')}
          label="Quantity"
          inputMode="decimal"
          autoComplete="off"
          value={line.qty}
          onChange={(event) => change({ qty: event.target.value })}
        />
        <SelectField
          {...field('unit')}
          label="Unit"
          value={line.unit}
          options={units.map((unit) => ({ value: unit, label: UNIT_WORDS[unit] }))}
          onChange={(event) => change({ unit: event.target.value as LineUnit, ...(isTime && { rate: '' }) })}
        />
        {line.kind !== 'included' && (
          <InputField
            {...field('rate')}
            label={`Rate, ${currency}`}
            inputMode="decimal"
            autoComplete="off"
            placeholder={card?.amount}
            hint={isTime ? (card ? `Card: ${card.amount}` : 'No card has it.') : undefined}
            value={line.rate}
            onChange={(event) => change({ rate: event.target.value })}
          />
        )}
        {line.kind !== 'included' && (
          <InputField
            {...field('discount')}
            label="Discount, %"
            inputMode="decimal"
            autoComplete="off"
            value={line.discount}
            onChange={(event) => change({ discount: event.target.value })}
          />
        )}
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Checkbox label="Optional" checked={line.isOptional} onChange={(event) => change({ isOptional: event.target.checked })} />
        <span className="ml-auto num font-semibold">{amount}</span>
        {up && (
          <Button small variant="ghost" onClick={up} aria-label={`Move line ${at + 1} up`}>
            Move up
          </Button>
        )}
        <Button small variant="ghost" onClick={remove} aria-label={`Remove line ${at + 1}`}>
          Remove
        </Button>
      </div>
    </li>
  )
}
