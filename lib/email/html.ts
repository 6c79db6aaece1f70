// A letter as HTML that mail programs of every age understand: tables for the frame, styles on the elements, a sheet for
// what they cannot say (dark mode, phones, somebody's Markdown). No image, no script, nothing loaded from anywhere. All
// words are escaped; only Markdown becomes elements, through the one renderer that sanitizes (security AB-035).
import { renderMarkdown } from '../kernel/markdown'
import type { House } from './facts'
import type { Block, Letter, Line } from './letter'

const FONT = "Inter, -apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif"
const INK = '#1d1a17'
const SOFT = '#6b645b'
const LINE = '#e6e2dc'
const ACCENT = '#0e6655'
const ACCENT_SOFT = '#e3f1ed'

const SHEET = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
a { color: ${ACCENT}; }
.said p, .said ul, .said ol, .said pre, .said blockquote, .said table { margin: 0 0 12px; }
.said > :last-child { margin-bottom: 0; }
.said ul, .said ol { padding-left: 22px; }
.said code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 14px; background: #f3f1ee; border-radius: 4px; padding: 1px 4px; overflow-wrap: anywhere; }
.said pre { background: #f3f1ee; border-radius: 6px; padding: 10px 12px; white-space: pre-wrap; overflow-wrap: anywhere; }
.said pre code { background: none; padding: 0; }
.said blockquote { border-left: 3px solid ${LINE}; padding-left: 12px; }
.said table { border-collapse: collapse; }
.said th, .said td { border: 1px solid ${LINE}; padding: 4px 8px; text-align: left; }
@media (max-width: 480px) { .card { padding: 24px 20px !important; } .page { padding: 0 !important; } .card, .frame { border-radius: 0 !important; } }
@media (prefers-color-scheme: dark) {
  body, .page { background: #131210 !important; }
  .frame { background: #1b1a18 !important; border-color: #2f2c29 !important; }
  .ink { color: #f1eeea !important; }
  .soft, .soft a { color: #a19a90 !important; }
  .rule { border-color: #2f2c29 !important; }
  .promise { background: #15312b !important; }
  .accent, a { color: #5cc2ab !important; }
  .button { background: #5cc2ab !important; }
  .button a { color: #06231d !important; }
  .said, .answer { border-color: #45413c !important; }
  .said code, .said pre { background: #232120 !important; }
  .said blockquote, .said th, .said td { border-color: #2f2c29 !important; }
}`

/** The HTML part of a mail. */
export function htmlOf(letter: Letter, house: House): string {
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escape(letter.subject)}</title>
<style>${SHEET}</style>
</head>
<body style="margin:0;padding:0;background:#faf9f7;-webkit-text-size-adjust:100%">
<div style="display:none;max-height:0;overflow:hidden">${escape(letter.preview)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td class="page" align="center" style="padding:24px 12px;background:#faf9f7">
<table role="presentation" class="frame" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;background:#ffffff;border:1px solid ${LINE};border-radius:12px">
<tr><td class="card" style="padding:32px 36px;font:16px/1.55 ${FONT}">
<p class="accent" style="margin:0 0 20px;font-size:14px;font-weight:600;color:${ACCENT}">${escape(house.brandName)}</p>
<h1 class="ink" style="margin:0 0 16px;font-size:22px;line-height:1.3;font-weight:650;color:${INK}">${words(letter.heading)}</h1>
${letter.greeting === null ? '' : paragraph(letter.greeting)}
${letter.blocks.map(blockHtml).join('\n')}
${button(letter.action)}
<p class="soft" style="margin:0;font-size:13px;color:${SOFT};overflow-wrap:anywhere">If the button does not work, open this address:<br><a class="soft" href="${escape(letter.action.url)}" style="color:${SOFT}">${escape(letter.action.url)}</a></p>
<div class="rule soft" style="margin-top:28px;padding-top:16px;border-top:1px solid ${LINE};font-size:13px;line-height:1.5;color:${SOFT}">
${letter.footer.map((line) => `<p style="margin:0 0 6px;overflow-wrap:anywhere">${linked(line)}</p>`).join('\n')}
<p style="margin:0">${escape(house.brandName)} · ${escape(house.supportEmail)}</p>
</div>
</td></tr></table>
</td></tr></table>
</body>
</html>
`
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return paragraph(block.text)
    case 'promise': {
      const aside =
        block.aside === undefined
          ? ''
          : `<br><span class="soft" style="font-size:13px;color:${SOFT}">${escape(block.aside)}</span>`
      return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 16px"><tr><td class="promise ink" style="padding:14px 18px;background:${ACCENT_SOFT};border-radius:8px;color:${INK}"><span class="soft" style="font-size:13px;color:${SOFT}">${escape(block.label)}</span><br><strong style="font-size:18px">${escape(block.value)}</strong>${aside}</td></tr></table>`
    }
    case 'question': {
      const answers = block.answers.map(
        ({ label, url }) =>
          `<a class="answer" href="${escape(url)}" target="_blank" rel="noopener" style="display:inline-block;margin:0 8px 8px 0;padding:9px 16px;border:1px solid ${LINE};border-radius:8px;color:${ACCENT};font-weight:600;text-decoration:none">${escape(label)}</a>`,
      )
      return `<p class="ink" style="margin:0 0 8px;color:${INK}"><strong>${words(block.question)}</strong></p><p style="margin:0 0 12px">${answers.join('')}</p>`
    }
    case 'said': {
      const by =
        block.by === ''
          ? ''
          : `<p class="soft" style="margin:0 0 6px;font-size:13px;color:${SOFT}">${escape(block.by)} wrote:</p>`
      const words =
        block.format === 'markdown' ? renderMarkdown(block.words) : `<p>${escape(block.words).replaceAll('\n', '<br>')}</p>`
      return `${by}<div class="said ink" dir="auto" style="margin:0 0 18px;padding:2px 0 2px 16px;border-left:3px solid ${LINE};color:${INK};overflow-wrap:anywhere">${words}</div>`
    }
    case 'lines':
      return `${block.heading === '' ? '' : `<h2 class="ink" style="margin:0 0 4px;font-size:16px;font-weight:650;color:${INK}">${escape(block.heading)}</h2>`}<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 20px">${block.lines.map(lineHtml).join('')}</table>`
  }
}

function lineHtml({ label, url, title, words: said }: Line): string {
  return `<tr><td class="rule ink" style="padding:10px 0;border-bottom:1px solid ${LINE};color:${INK};overflow-wrap:anywhere"><a class="accent" href="${escape(url)}" target="_blank" rel="noopener" style="color:${ACCENT};font-weight:600;white-space:nowrap">${escape(label)}</a> ${escape(title)}<br><span class="soft" style="font-size:14px;color:${SOFT}">${escape(said)}</span></td></tr>`
}

function button({ label, url }: Letter['action']): string {
  return `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 20px"><tr><td class="button" style="background:${ACCENT};border-radius:8px"><a href="${escape(url)}" target="_blank" rel="noopener" style="display:inline-block;padding:12px 22px;font-weight:600;color:#ffffff;text-decoration:none">${escape(label)}</a></td></tr></table>`
}

/** A line of small print whose address, if it ends with one, is a link. */
function linked(line: string): string {
  const [, before = '', address = ''] = /^(.*?)(https?:\/\/\S+)?$/s.exec(line) ?? []
  return (
    words(before) +
    (address === ''
      ? ''
      : `<a class="soft" href="${escape(address)}" target="_blank" rel="noopener" style="color:${SOFT}">${escape(address)}</a>`)
  )
}

function paragraph(text: string): string {
  return `<p class="ink" style="margin:0 0 16px;color:${INK}">${words(text)}</p>`
}

/** Escaped text in which a case number stays on one line. */
function words(text: string): string {
  return escape(text).replace(/\b[A-Z][A-Z0-9]{0,7}-[1-9][0-9]*\b/g, '<span style="white-space:nowrap">$&</span>')
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]!)
}
