import { extractText } from 'unpdf'

/** The text of each page of a PDF. Spaces between words may be missing: they are taken out. */
export async function textOfPages(pdf: Buffer): Promise<string[]> {
  const { text } = await extractText(new Uint8Array(pdf), { mergePages: false })
  return text.map((page) => page.replace(/\s+/g, ''))
}
