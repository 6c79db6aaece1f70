// To whom a bill is addressed, line by line, as it stands on its paper.

/** What an organisation says of itself on bills; every part may be empty. */
export type BillAddress = { readonly name: string; readonly address: string; readonly taxNumber: string }

/**
 * The name, the lines of the address and the tax number, one below the other; of an organisation that says nothing its name alone. The
 * first line is always a name.
 */
export function billToOf(organisationName: string, of: BillAddress | undefined): string {
  if (!of) return organisationName
  const lines = of.address.split('\n').map((line) => line.trim())
  return [of.name.trim() || organisationName, ...lines, of.taxNumber.trim()].filter((line) => line !== '').join('\n')
}

/** The lines of an address for mail: what stands below the name, without the tax number of whoever it is. */
export function postalLines(billTo: string, taxNumber: string): string[] {
  const lines = billTo.split('\n').slice(1)
  return taxNumber.trim() !== '' && lines.at(-1) === taxNumber.trim() ? lines.slice(0, -1) : lines
}
