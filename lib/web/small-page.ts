import 'server-only'

/**
 * Sends somebody who posted a form on to another site. A redirect would be part of the form's submission, which our content
 * security policy keeps on this site; this page is not.
 */
export function continuePage(address: string, setCookies: readonly string[]): Response {
  const headers = new Headers({ 'cache-control': 'private, no-store' })
  for (const cookie of setCookies) headers.append('set-cookie', cookie)
  const sentence = 'You sign in with your company and come back here.'
  return smallPage({
    status: 200,
    title: 'One moment',
    sentence,
    link: { href: address, label: 'Continue' },
    refresh: { to: address, afterSeconds: 0 },
    headers,
  })
}

type SmallPage = {
  status: number
  title: string
  sentence: string
  link?: { href: string; label: string }
  /** Where the page goes on by itself, and when. */
  refresh?: { to: string; afterSeconds: number }
  headers: Headers
}

/** A page of its own for answers that no page of the app can give: its status and cookies are the caller's. */
export function smallPage({ status, title, sentence, link, refresh, headers }: SmallPage): Response {
  const nonce = crypto.randomUUID()
  const onward = refresh ? `<meta http-equiv="refresh" content="${refresh.afterSeconds};url=${escape(refresh.to)}">` : ''
  const way = link ? `<p><a href="${escape(link.href)}">${escape(link.label)}</a></p>` : ''
  const html = `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">${onward}<title>${escape(title)} · Concord</title><style nonce="${nonce}">${PAGE_STYLE}</style></head>
<body><main><h1>${escape(title)}</h1><p>${escape(sentence)}</p>${way}</main></body></html>`
  headers.set('content-type', 'text/html; charset=utf-8')
  headers.set(
    'content-security-policy',
    `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'`,
  )
  headers.set('referrer-policy', 'no-referrer')
  return new Response(html, { status, headers })
}

/** The look of the pages that say one thing (QuietPage), without their style sheet: nothing of ours may be there to serve it. */
const PAGE_STYLE = `:root{color-scheme:light dark}body{margin:0;background:light-dark(#faf9f7,#131210);color:light-dark(#1d1a17,#f1eeea);
font:16px/1.5 "Inter Variable",Inter,system-ui,sans-serif;-webkit-font-smoothing:antialiased}main{max-width:520px;margin:0 auto;padding:clamp(40px,14vh,150px) 20px 72px}
h1{font-size:1.4375rem;line-height:1.3;margin:0 0 .6rem}p{margin:0 0 1.3rem;color:light-dark(#57514a,#bdb6ad);text-wrap:pretty}a{display:inline-block;padding:.45rem .9rem;
border:1px solid light-dark(#d3cdc4,#45413c);border-radius:8px;background:light-dark(#fff,#1b1a18);color:light-dark(#1d1a17,#f1eeea);font-weight:550;text-decoration:none}
a:hover{border-color:currentcolor}a:focus-visible{outline:2px solid light-dark(#2a7de1,#76adf0);outline-offset:2px}`

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
