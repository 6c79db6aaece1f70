// The number that people say: a prefix of the installation and a whole number, HS-10432. Knowing one gives nothing.

/** "HS" and 10432 → "HS-10432". */
export function caseReference(prefix: string, number: number): string {
  return `${prefix}-${number}`
}

/** The number in an address or a search box; null for anything that is not exactly a reference of ours (AB-001, AB-008). */
export function parseCaseReference(prefix: string, reference: string): number | null {
  const match = /^([A-Z][A-Z0-9]{0,7})-([1-9][0-9]{0,14})$/.exec(reference)
  return match !== null && match[1] === prefix ? Number(match[2]) : null
}
