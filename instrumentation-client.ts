// React's DOM is half of the longest piece of work of a first load, in which a slow phone answers no finger. It is made ready in a turn
// of its own, before Next starts with the other half; in between the browser may do something else.

/** What Next waits for before it starts: scripts of `next/script` that come `beforeInteractive`. This one does nothing but last a turn. */
const TURN = [undefined, { type: 'text/plain', children: '' }]
const waitedFor = ((self as { __next_s?: unknown[] }).__next_s ??= [])
waitedFor.push(TURN)

setTimeout(() => void import('react-dom/client'))
