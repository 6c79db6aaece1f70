/** Light, dark, or as the reader's system has it. */
export type Theme = 'system' | 'light' | 'dark'

/** Holds `light` or `dark`; its absence means the system. No secret: the switch writes it in the browser too. */
export const THEME_COOKIE = 'theme'

const YEAR_SECONDS = 365 * 24 * 3600

/** Reads the cookie's value; whatever is unknown means the system. */
export function themeOf(cookie: string | undefined): Theme {
  return cookie === 'light' || cookie === 'dark' ? cookie : 'system'
}

/** What follows `theme=` when the cookie is set; choosing the system removes it. */
export function themeCookie(theme: Theme, secure: boolean): string {
  return `${theme}; Path=/; Max-Age=${theme === 'system' ? 0 : YEAR_SECONDS}; SameSite=Lax${secure ? '; Secure' : ''}`
}
