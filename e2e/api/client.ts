// Asks the installation without a browser, and reads the answers as the access matrix does.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { computeCacheBustingSearchParam } from 'next/dist/shared/lib/router/utils/cache-busting-search-param.js'
import { ROUTES, type Asked, type Door, type Fields } from '../../lib/web/access-doors'

export const ORIGIN = new URL(process.env.BASE_URL!).origin
const BUILD = process.env.NEXT_DIST_DIR ?? '.next'

function manifest<T>(...path: string[]): T {
  return JSON.parse(readFileSync(join(BUILD, ...path), 'utf8')) as T
}

/** Keys of the pages and routes of the build, with their addresses. */
export const BUILT_ROUTES = manifest<Record<string, string>>('app-path-routes-manifest.json')

const { node: references } = manifest<{ node: Record<string, { filename: string; exportedName: string }> }>(
  'server',
  'server-reference-manifest.json',
)
/** Id of each action of the build, by `file#export`. */
export const BUILT_ACTIONS = Object.fromEntries(
  Object.entries(references).map(([id, { filename, exportedName }]) => [`${filename}#${exportedName}`, id]),
)

/** The address of a page or route, about this. */
export function pathOf(key: string, { path, on }: Door, asked: Asked): string {
  if (path !== undefined) return typeof path === 'string' ? path : path(asked)
  const { reference, requestReference, organisationId, userId, mailId, fileId } = asked
  const parameters: Record<string, string> = {
    number: on === 'request' ? requestReference : reference,
    organisationId,
    personId: userId,
    mailId,
    fileId,
    rendition: 'thumb',
  }
  return BUILT_ROUTES[key]!.replace(/\[(\w+)\]/g, (_, name: string) => parameters[name]!)
}

/** Routes that answer programs and plain forms. */
export const HANDLERS = Object.keys(ROUTES).filter(
  (key) => (key.endsWith('/route') && key.startsWith('/api/')) || /sign-out|theme|export/.test(key),
)

export type Answer = { status: number; location: string; headers: Headers; text: string }
type Ask = { cookie?: string; method?: string; headers?: Record<string, string>; body?: BodyInit }

export const AS_PAGE = { accept: 'text/html,application/xhtml+xml' }
/** As the router of a page asks that is open already; its addresses say so too. */
export const AS_ROUTER = { accept: 'text/x-component', rsc: '1' }

/** One request; redirects are not followed. An event stream is read as far as its first event. */
export async function ask(path: string, { cookie, method = 'GET', headers = {}, body }: Ask = {}): Promise<Answer> {
  const address = headers.rsc === undefined || path.includes('_rsc') ? path : `${path}${path.includes('?') ? '&' : '?'}_rsc`
  const own: Record<string, string> = method === 'GET' || method === 'HEAD' ? {} : { origin: ORIGIN }
  const answer = await fetch(ORIGIN + address, {
    method,
    // Packing and unpacking what never leaves the machine took a tenth of the time.
    headers: { 'accept-encoding': 'identity', ...own, ...(cookie && { cookie }), ...headers },
    body,
    redirect: 'manual',
  })
  const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream')
  const text = isStream ? await firstEvent(answer) : await answer.text()
  const location = answer.headers.get('location') ?? answer.headers.get('x-action-redirect')?.replace(/;\w+$/, '') ?? ''
  return { status: answer.status, location: location.replace(ORIGIN, ''), headers: answer.headers, text }
}

async function firstEvent(answer: Response): Promise<string> {
  const reader = answer.body!.getReader()
  const { value } = await reader.read()
  await reader.cancel()
  return new TextDecoder().decode(value)
}

/** What a page or route said, in the words of the matrix; another status as it is. */
export function verdictOfAnswer({ status, location }: Answer): string {
  if (status === 401 || /^\/sign-in(\?|$)/.test(location)) return 'sign_in'
  if (status === 403) return 'forbidden'
  if (status === 404) return 'not_found'
  if (status === 307 && location === '/desk') return 'own_side'
  return String(status)
}

/**
 * Asks for a page as the router does that has its layouts already: only the page's own guard stands between. Answers with the
 * words of the matrix, and with everything that was said.
 */
export async function askForPageAlone(key: string, path: string, cookie: string): Promise<{ verdict: string; answer: Answer }> {
  const segments = BUILT_ROUTES[key] === undefined ? [] : key.split('/').slice(1, -1)
  const values = path.split('?')[0]!.split('/')
  const shown = segments.filter((segment) => !segment.startsWith('('))
  let tree: unknown = ['__PAGE__', {}, null, 'refetch']
  for (const segment of segments.toReversed()) {
    const parameter = /^\[(\w+)\]$/.exec(segment)?.[1]
    tree = [parameter ? [parameter, values[shown.indexOf(segment) + 1], 'd', null] : segment, { children: tree }]
  }
  const state = encodeURIComponent(JSON.stringify(['', { children: tree }, null, null]))
  const hash = await computeCacheBustingSearchParam(undefined, undefined, state, undefined)
  const address = `${path}${path.includes('?') ? '&' : '?'}_rsc=${hash}`
  const answer = await ask(address, {
    cookie,
    headers: { accept: 'text/x-component', 'next-router-state-tree': state, rsc: '1' },
  })
  if (answer.status !== 200) return { verdict: verdictOfAnswer(answer), answer }
  if (answer.headers.get('content-type') !== 'text/x-component') throw new Error(`${path} was not answered as to a router`)
  const digest = /NEXT_(?:REDIRECT;\w+;|HTTP_ERROR_FALLBACK;)([^;"]+)/.exec(answer.text)?.[1]
  if (digest === undefined) return { verdict: 'allow', answer }
  return { verdict: verdictOfAnswer({ ...answer, status: Number(digest) || 307, location: digest }), answer }
}

/** The form of an action as the browser sends it for useActionState. */
export function actionForm(fields: Fields): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) for (const each of [value].flat()) form.append(`_1_${name}`, each)
  form.append('0', '[{"status":"idle"},"$K1"]')
  return form
}

/** Calls an action from a page that does not have it (V-08). */
export function callAction(
  action: string,
  cookie: string,
  body: BodyInit | undefined,
  headers: Record<string, string> = {},
  { path = '/sign-in/link', method = 'POST' } = {},
): Promise<Answer> {
  const id = BUILT_ACTIONS[action]
  if (id === undefined) throw new Error(`the build has no action ${action}`)
  return ask(path, { method, cookie, body, headers: { accept: 'text/x-component', 'next-action': id, ...headers } })
}

const CODES: Record<string, string> = { signed_out: 'sign_in', forbidden: 'forbidden', not_found: 'not_found' }

/** What an action said: `allow` when it was done, led on, or met a state that stands in the way; else its code or status. */
export function verdictOfAction({ status, location, text }: Answer): string {
  if (status === 303 || location !== '') return 'allow'
  if (status !== 200) return String(status)
  const state = /^\w+:(\{"status":"(?:done|error)".*)$/m.exec(text)?.[1]
  if (state === undefined) return `no state: ${text.slice(0, 200)}`
  const code = /"code":"(\w+)"/.exec(state)?.[1]
  if (state.startsWith('{"status":"done"') || code === 'conflict') return 'allow'
  return CODES[code ?? ''] ?? `${code}: ${state.slice(0, 300)}`
}

const VARYING = new Set(['date', 'x-request-id', 'content-security-policy', 'content-length', 'link', 'keep-alive', 'connection'])

/**
 * The parts of an answer without what differs from request to request: ids, numbers of cases, nonces, and in which order
 * the rows of a page happened to be ready (MX-05).
 */
export function comparable({ status, location, headers, text }: Answer): string[] {
  const kept = [...headers].filter(([name]) => !VARYING.has(name)).map(([name, value]) => `${name}: ${value}`)
  const rows = text
    .replace(/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|\b(?:HS|SR)-\d+|\/\d+\b|"\d+"/g, '§')
    .replace(/"\]\)<\/script><script(?: nonce="§")?>self\.__next_f\.push\(\[1,"/g, '')
    .split(/\\n|\n/)
    .map((row) => row.replace(/^[0-9a-f]+:/, ':').replace(/\$([L@]?)[0-9a-f]+\b/g, '$$$1§'))
  return [`${status} ${location}`, ...kept, ...rows.sort()]
}

/** What only one of two answers says; nothing when they are the same. Whole parts are compared, and shortened for whoever reads a failure. */
export function differences(one: readonly string[], other: readonly string[]): string[] {
  const only = (these: readonly string[], those: readonly string[]) => these.filter((part) => !those.includes(part))
  return [...only(one, other), ...only(other, one)].map((part) => part.slice(0, 300))
}
