// When a key is a shortcut of the page and not something somebody types.

/** True for a plain key that nobody types into a field and no open dialog waits for. */
export function isShortcut(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing || (event.repeat && event.key !== 'j' && event.key !== 'k')) return false
  if (event.metaKey || event.ctrlKey || event.altKey) return false
  const on = event.target
  if (on instanceof HTMLElement) {
    if (on.isContentEditable || on instanceof HTMLTextAreaElement || on instanceof HTMLSelectElement) return false
    if (on instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(on.type)) return false
  }
  return document.querySelector('dialog[open]') === null
}
