// To whom a bill is addressed, part by part, and line by line as it stands on its paper.

/** What an organisation says of itself on bills; every part may be empty. `address` is what stands above the town, line by line. */
export type BillAddress = {
  readonly name: string
  readonly address: string
  readonly city: string
  readonly region: string
  readonly postalCode: string
  readonly country: string
  readonly taxNumber: string
}

/** To whom a document is addressed: what its paper and the files for accounting systems say of its customer, whatever is said later. */
export type BillParts = Omit<BillAddress, 'address'> & {
  readonly lines: readonly string[]
  /** Of whoever the customer's bills are sent to first; empty where nobody is named. */
  readonly email: string
}

/** The parts of an address; of an organisation that says nothing its name alone. There is always a name. */
export function billPartsOf(of: { organisationName: string; email: string; address: BillAddress | undefined }): BillParts {
  const { organisationName, email, address: said } = of
  const trimmed = (part: keyof BillAddress) => said?.[part].trim() ?? ''
  return {
    ...{ name: trimmed('name') || organisationName, lines: linesOf(trimmed('address')), email },
    ...{ city: trimmed('city'), region: trimmed('region'), postalCode: trimmed('postalCode') },
    ...{ country: trimmed('country'), taxNumber: trimmed('taxNumber') },
  }
}

/** The name, the address and the tax number, one below the other. The first line is the name. */
export function billToOf({ name, lines, city, region, postalCode, country, taxNumber }: BillParts): string {
  const town = [city, region, postalCode].filter((part) => part !== '').join(' ')
  return [name, ...lines, town, country, taxNumber].filter((line) => line !== '').join('\n')
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
