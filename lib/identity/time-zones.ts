// The time zones that people choose from.

/** IANA names, UTC first, then by name. */
export function timeZones(): readonly string[] {
  return zones
}

const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]
