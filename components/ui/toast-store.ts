// What has just happened, for a few seconds. Any client code calls `toast`; the one ToastRegion of the page shows it.

export type Toast = {
  id: number
  text: string
  /** Takes the act back; the offer stands for as long as the toast does. */
  undo?: () => void | Promise<void>
  /** How long it stays; ten seconds with an undo, six without. */
  ms: number
}

let toasts: readonly Toast[] = []
let nextId = 1
const listeners = new Set<() => void>()

function publish(next: readonly Toast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}

/** Says that something happened: `toast('HS-10441 is yours', { undo: () => … })`. At most three stand at once. */
export function toast(text: string, options: { undo?: Toast['undo']; ms?: number } = {}): void {
  publish([...toasts.slice(-2), { id: nextId++, text, undo: options.undo, ms: options.ms ?? (options.undo ? 10_000 : 6_000) }])
}

export function dismissToast(id: number): void {
  publish(toasts.filter((each) => each.id !== id))
}

export function subscribeToasts(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function currentToasts(): readonly Toast[] {
  return toasts
}
