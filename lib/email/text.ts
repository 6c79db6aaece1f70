// A letter as plain text: short lines, links written out, somebody's own words between rules.
import type { House } from './facts'
import type { Block, Letter } from './letter'

const WIDTH = 72
/** Stands before and after words that are not ours; quotation signs would make mail programs fold them away. */
const RULE = '-'.repeat(40)

/** The text part of a mail. */
export function textOf(letter: Letter, house: House): string {
  return [
    wrap(letter.heading),
    ...(letter.greeting === null ? [] : [wrap(letter.greeting)]),
    ...letter.blocks.map(blockText),
    `${letter.action.label}:\n${letter.action.url}`,
    `${house.brandName}\n${house.supportEmail}`,
    `-- \n${letter.footer.map(wrap).join('\n')}`,
  ]
    .join('\n\n')
    .concat('\n')
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return wrap(block.text)
    case 'promise':
      return [`${block.label}:`, `  ${block.value}`, ...(block.aside === undefined ? [] : [`  ${block.aside}`])].join('\n')
    case 'question':
      return [wrap(block.question), ...block.answers.map(({ label, url }) => `  ${label}:\n  ${url}`)].join('\n')
    case 'said':
      return [...(block.by === '' ? [] : [`${block.by} wrote:`]), RULE, block.words, RULE].join('\n')
    case 'lines':
      return [
        ...(block.heading === '' ? [] : [block.heading]),
        ...block.lines.map(({ label, title, words, url }) => `${wrap(`${label} ${title}`)}\n${wrap(words)}\n${url}`),
      ].join('\n\n')
  }
}

/** Breaks a paragraph at spaces; a longer word, such as an address, keeps a line of its own. */
function wrap(text: string): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + word.length + 1 > WIDTH) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].join('\n')
}
