// Draws papers as PDF: each comes as a message with its words and is answered with its pages. A process of its own, started by
// gateway/press.ts, because the worker loads the React of the server, which draws nothing. Plain JavaScript, so that it starts at once.
import { createElement as h } from 'react'
import { Document, Font, Page, renderToBuffer, StyleSheet, Text, View } from '@react-pdf/renderer'

const styles = StyleSheet.create({
  page: { padding: 48, paddingBottom: 64, fontSize: 10, lineHeight: 1.45, color: '#1c1a17' },
  head: { flexDirection: 'row', justifyContent: 'space-between', marginBottom: 20, color: '#5c5750' },
  title: { fontSize: 19, fontWeight: 700, lineHeight: 1.25, marginBottom: 14 },
  columns: { flexDirection: 'row', gap: 24, marginBottom: 16 },
  party: { flex: 1 },
  label: { fontSize: 8.5, color: '#5c5750', marginBottom: 2 },
  fact: { flexDirection: 'row', marginBottom: 2 },
  name: { width: 110, color: '#5c5750' },
  grow: { flex: 1, paddingRight: 12 },
  row: { flexDirection: 'row', borderTop: '1 solid #dedad4', paddingVertical: 5 },
  headRow: { flexDirection: 'row', paddingTop: 16, paddingBottom: 5, fontSize: 8.5, color: '#5c5750' },
  end: { textAlign: 'right' },
  bold: { fontWeight: 700 },
  heading: { fontSize: 11, fontWeight: 700, marginTop: 16, marginBottom: 3 },
  // Measured from the top: from the bottom it would not be drawn on a page with a line height.
  foot: { position: 'absolute', left: 48, right: 48, top: 800, fontSize: 7.5, color: '#5c5750' },
})

/** Columns of numbers stand at the end; words of a small table begin where their heading does. */
const NUMBERS = /^(?:Hours|An hour|Worked|Billed|Amount)/

function table({ heads, widths, rows }, small) {
  const cell = (text, at) =>
    h(
      Text,
      {
        key: at,
        style: [
          at === 0 ? styles.grow : { width: widths[at - 1] },
          NUMBERS.test(heads[at]) ? styles.end : {},
          // What begins beside the end of a number keeps away from it.
          at > 1 ? { paddingLeft: NUMBERS.test(heads[at - 1]) && !NUMBERS.test(heads[at]) ? 16 : 6 } : {},
        ],
      },
      text,
    )
  return h(
    View,
    small ? { style: { fontSize: 8.5 } } : {},
    h(View, { style: styles.headRow, fixed: small }, ...heads.map(cell)),
    ...rows.map((row, at) => h(View, { key: at, style: styles.row, wrap: false }, ...row.map(cell))),
  )
}

const block = ({ head, lines }, style) =>
  h(
    View,
    { key: head, style, wrap: false },
    h(Text, { style: style ? styles.label : styles.heading }, head),
    ...lines.map((line, at) => h(Text, { key: at }, line)),
  )

// Words stay whole: a hyphen that nobody wrote has no place in a name.
Font.registerHyphenationCallback((word) => [word])
const registered = new Set()

function draw({ paper, families }) {
  for (const { family, fonts } of families.filter(({ family }) => !registered.has(family))) {
    Font.register({ family, fonts })
    registered.add(family)
  }
  const { title, author, date, parties, facts, lines, sums, notes, detail } = paper
  const page = { size: 'A4', style: { ...styles.page, fontFamily: families.map(({ family }) => family) } }
  const foot = h(Text, {
    style: styles.foot,
    fixed: true,
    render: ({ pageNumber, totalPages }) => `${title} · ${pageNumber}/${totalPages}`,
  })
  const top = h(View, { style: styles.head, fixed: true }, h(Text, {}, author))
  return renderToBuffer(
    h(
      Document,
      { title, author, creationDate: new Date(date) },
      h(
        Page,
        page,
        top,
        h(Text, { style: styles.title }, title),
        h(View, { style: styles.columns }, ...parties.map((party) => block(party, styles.party))),
        ...facts.map(([name, value]) =>
          h(
            View,
            { key: name, style: styles.fact, wrap: false },
            h(Text, { style: styles.name }, name),
            h(Text, { style: { flex: 1 } }, value),
          ),
        ),
        table(lines, false),
        ...sums.map(([name, amount], at) =>
          h(
            View,
            { key: name, style: at === sums.length - 1 ? [styles.row, styles.bold] : styles.row, wrap: false },
            h(Text, { style: styles.grow }, name),
            h(Text, { style: [styles.end, { width: 160 }] }, amount),
          ),
        ),
        ...notes.map((note) => block(note)),
        foot,
      ),
      detail && h(Page, page, top, h(Text, { style: styles.title }, detail.title), table(detail, true), foot),
    ),
  )
}

process.on('message', async (work) => {
  try {
    process.send({ pdf: await draw(work) })
  } catch (error) {
    process.send({ complaint: String(error?.stack ?? error).slice(0, 400) })
  }
})
