'use client'

import * as monitorIcon from 'lucide-react/icons/monitor'
import * as moonIcon from 'lucide-react/icons/moon'
import * as sunIcon from 'lucide-react/icons/sun'
import { useState } from 'react'
import { THEME_COOKIE, themeCookie, type Theme } from './theme'
import { iconOf } from './icon'

const Monitor = iconOf(monitorIcon)
const Moon = iconOf(moonIcon)
const Sun = iconOf(sunIcon)

const CHOICES = [
  { value: 'system', label: 'As the system', Icon: Monitor },
  { value: 'light', label: 'Light', Icon: Sun },
  { value: 'dark', label: 'Dark', Icon: Moon },
] as const

function apply(theme: Theme): void {
  document.cookie = `${THEME_COOKIE}=${themeCookie(theme, location.protocol === 'https:')}`
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}

/**
 * Light, dark, or as the system has it. A form: before this script arrives it posts to `action`, which sets the cookie and
 * comes back; afterwards it changes the page in place.
 */
export function ThemeSwitch({ theme = 'system', action = '/theme' }: { theme?: Theme; action?: string }) {
  const [chosen, setChosen] = useState(theme)
  return (
    <form method="post" action={action} className="seg" aria-label="Colours">
      {CHOICES.map(({ value, label, Icon }) => (
        <button
          key={value}
          name="theme"
          value={value}
          aria-pressed={chosen === value}
          aria-label={label}
          title={label}
          onClick={(event) => {
            event.preventDefault()
            setChosen(value)
            apply(value)
          }}
        >
          <Icon aria-hidden="true" />
        </button>
      ))}
    </form>
  )
}
