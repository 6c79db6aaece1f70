// What is moved out as the text of a file; read-files reads the same again.
import { stringify } from 'yaml'
import type { ExportedFile } from '@/lib/knowledge/moving-out'

/** The front matter and, below it, the words. */
export function textOf({ matter, body }: Pick<ExportedFile, 'matter' | 'body'>): string {
  return `---\n${stringify(matter)}---\n\n${body}\n`
}
