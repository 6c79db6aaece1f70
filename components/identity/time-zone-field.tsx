'use client'

import { useSyncExternalStore } from 'react'
import { ListField } from '@/components/ui/list-field'

type Props = {
  value: string
  timeZones: readonly string[]
  error?: readonly string[]
  name?: string
  /** When another form of the page has a field of this name. */
  id?: string
  hint?: string
  fromBrowser?: boolean
}

const never = () => () => undefined

/** A time zone, to be searched by any part of its name or offset; with `fromBrowser` it starts with that of the reader's machine. */
export function TimeZoneField({
  value,
  timeZones,
  error,
  name = 'timeZone',
  id,
  hint = 'Times and promises are shown in this zone.',
  fromBrowser,
}: Props) {
  const own = useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => null,
  )
  return (
    <ListField
      name={name}
      id={id}
      label="Time zone"
      hint={hint}
      error={error}
      lines={timeZones}
      value={fromBrowser && own ? own : value}
      required
    />
  )
}
