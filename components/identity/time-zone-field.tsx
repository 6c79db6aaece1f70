'use client'

import { useEffect, useRef } from 'react'
import { SelectField } from '@/components/ui/field'

type Props = {
  value: string
  timeZones: readonly string[]
  error?: readonly string[]
  name?: string
  hint?: string
  fromBrowser?: boolean
}

/** A native select of time zones; with `fromBrowser` it starts with the zone of the reader's machine. */
export function TimeZoneField({
  value,
  timeZones,
  error,
  name = 'timeZone',
  hint = 'Times and promises are shown in this zone.',
  fromBrowser,
}: Props) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const select = box.current?.querySelector('select')
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone
    if (fromBrowser && select && timeZones.includes(own)) select.value = own
  }, [fromBrowser, timeZones])
  return (
    <div ref={box}>
      <SelectField
        name={name}
        label="Time zone"
        defaultValue={value}
        hint={hint}
        error={error}
        options={optionsOf(timeZones, value)}
        required
      />
    </div>
  )
}

function optionsOf(timeZones: readonly string[], value: string) {
  const all = timeZones.includes(value) ? timeZones : [value, ...timeZones]
  return all.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))
}
