import type { ComponentProps } from 'react'
import { cx } from './class-names'

type Size = { small?: boolean }
export type InputProps = ComponentProps<'input'> & Size
export type TextareaProps = ComponentProps<'textarea'> & Size
export type SelectProps = ComponentProps<'select'> &
  Size & { options?: readonly { value: string; label: string; disabled?: boolean }[] }

/** A one-line input. Bring a label: InputField does. */
export function Input({ small, className, ...rest }: InputProps) {
  return <input className={cx('input', small && 'input-sm', className)} {...rest} />
}

/** Several lines; grows with what is written, as far as the screen allows. */
export function Textarea({ small, className, rows = 4, ...rest }: TextareaProps) {
  return <textarea rows={rows} className={cx('input', small && 'input-sm', className)} {...rest} />
}

/** The browser's own select. A form that is reset after its action shows the default of that moment: a new one makes it anew. */
export function Select({ small, className, options, children, ...rest }: SelectProps) {
  return (
    <select key={String(rest.defaultValue)} className={cx('input', small && 'input-sm', className)} {...rest}>
      {options?.map(({ value, label, disabled }) => (
        <option key={value} value={value} disabled={disabled}>
          {label}
        </option>
      ))}
      {children}
    </select>
  )
}
