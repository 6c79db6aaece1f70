// A letter before it has a form: the words of a mail once, for its text and its HTML alike.

/** One case in a list: its number as a link, its subject, and a sentence. */
export type Line = { readonly label: string; readonly url: string; readonly title: string; readonly words: string }

/** A paragraph; a promise, which must catch the eye; somebody's own words, which are Markdown or plain; a list of cases. */
export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'promise'; readonly label: string; readonly value: string; readonly aside?: string }
  | { readonly kind: 'said'; readonly by: string; readonly words: string; readonly format: 'markdown' | 'plain' }
  /** Each answer with the address that chooses it. */
  | {
      readonly kind: 'question'
      readonly question: string
      readonly answers: readonly { readonly label: string; readonly url: string }[]
    }
  | { readonly kind: 'lines'; readonly heading: string; readonly lines: readonly Line[] }

export type Letter = {
  /** One line without control characters; the case number stands in front. */
  readonly subject: string
  /** The line that a mail program shows beside the subject. */
  readonly preview: string
  readonly heading: string
  /** None where somebody's own words greet. */
  readonly greeting: string | null
  readonly blocks: readonly Block[]
  /** The one thing to do. `url` is absolute. */
  readonly action: { readonly label: string; readonly url: string }
  /** Small print: why this mail came and in which zone its times are. */
  readonly footer: readonly string[]
}

export const paragraph = (text: string): Block => ({ kind: 'paragraph', text })
export const said = (by: string, words: string, format: 'markdown' | 'plain' = 'markdown'): Block => ({
  kind: 'said',
  by,
  words,
  format,
})
export const promise = (label: string, value: string, aside?: string): Block => ({ kind: 'promise', label, value, aside })
export const lines = (heading: string, of: readonly Line[]): Block => ({ kind: 'lines', heading, lines: of })
