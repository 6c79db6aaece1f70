'use client'

import { InputField } from '@/components/ui/field'

type Part = 'city' | 'region' | 'postalCode' | 'country'
type Field = { name: string; id: string; defaultValue?: string; error?: string | readonly string[] }

/** The parts of an address below its street, each in a field of its own: files for accounting systems have one for each. */
export function AddressParts({ field }: { field: (name: Part) => Field }) {
  return (
    <div className="grid items-start gap-3.5 sm:grid-cols-2">
      <InputField {...field('city')} label="Town" optional maxLength={80} autoComplete="off" />
      <InputField {...field('postalCode')} label="Postal code" optional maxLength={20} autoComplete="off" />
      <InputField {...field('region')} label="State or region" optional maxLength={80} autoComplete="off" />
      <InputField {...field('country')} label="Country" optional maxLength={80} autoComplete="off" />
    </div>
  )
}
