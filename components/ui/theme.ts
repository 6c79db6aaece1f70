/** Light, dark, or as the reader's system has it. Kept in the cookie `theme`; its absence means the system. */
export type Theme = 'system' | 'light' | 'dark'

/** Reads the cookie's value; whatever is unknown means the system. */
export function themeOf(cookie: string | undefined): Theme {
  return cookie === 'light' || cookie === 'dark' ? cookie : 'system'
}
