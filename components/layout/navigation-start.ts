// Between `instrumentation-client.ts`, which hears from Next that a page was asked for, and what shows it.

let tell: (() => void) | undefined

/** Somebody pressed a link, sent a search or went back, and the page is on its way. Called within the transition that ends with it. */
export function navigationStarts(): void {
  tell?.()
}

/** Hears of each; answers with what ends the listening. */
export function onNavigationStart(listener: () => void): () => void {
  tell = listener
  return () => {
    if (tell === listener) tell = undefined
  }
}
