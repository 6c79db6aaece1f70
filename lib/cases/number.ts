// The number that people say: a prefix of the installation and a whole number, HS-10432. Knowing one gives nothing.

/** "HS" and 10432 → "HS-10432". */
export function caseReference(prefix: string, number: number): string {
  return `${prefix}-${number}`
}
