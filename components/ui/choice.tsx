import type { ComponentProps, ReactNode } from 'react'
import { cx } from './class-names'
import { FieldError } from './field'

/** A box with its words; `hint` stands below them. */
export function Checkbox({
  label,
  hint,
  className,
  ...rest
}: { label: ReactNode; hint?: ReactNode } & Omit<ComponentProps<'input'>, 'type'>) {
  return (
    <label className={cx('check', className)}>
      <input type="checkbox" {...rest} />
      <span>
        {label}
        {hint && <span className="opt-hint">{hint}</span>}
      </span>
    </label>
  )
}

export type Choice = { value: string; label: ReactNode; hint?: ReactNode; disabled?: boolean }

type ChoicesProps = {
  name: string
  /** The question; read out with each choice. */
  legend: ReactNode
  options: readonly Choice[]
  hint?: ReactNode
  error?: string | readonly string[]
  defaultValue?: string
  /** With `onChange` (client components only) the group is controlled. */
  value?: string
  onChange?: (value: string) => void
  required?: boolean
  className?: string
}

function Choices({ look, ...props }: ChoicesProps & { look: string }) {
  const { name, legend, options, hint, error, defaultValue, value, onChange, required, className } = props
  const invalid = Boolean(error?.length)
  const described = [invalid && `${name}-error`, hint && `${name}-hint`].filter(Boolean).join(' ') || undefined
  return (
    <fieldset
      id={name}
      role="radiogroup"
      aria-invalid={invalid || undefined}
      tabIndex={-1}
      className={cx('field', className)}
      aria-describedby={described}
    >
      <legend className="label mb-1.5">{legend}</legend>
      <div className={look}>
        {options.map((option) => (
          <label key={option.value} className="opt">
            <input
              type="radio"
              name={name}
              value={option.value}
              required={required}
              disabled={option.disabled}
              {...(onChange
                ? { checked: value === option.value, onChange: () => onChange(option.value) }
                : { defaultChecked: defaultValue === option.value })}
            />
            <span>
              <span className="opt-label">{option.label}</span>
              {option.hint && <span className="opt-hint">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
      <FieldError id={`${name}-error`} error={error} />
      {hint && (
        <p id={`${name}-hint`} className="hint">
          {hint}
        </p>
      )}
    </fieldset>
  )
}

/** A question whose answers are cards, one below the other: real radio inputs. */
export function RadioCards(props: ChoicesProps) {
  return <Choices look="opts" {...props} />
}

/** The same side by side, for a few short answers; below each other on a phone. */
export function RadioRow(props: ChoicesProps) {
  return <Choices look="opts opts-row" {...props} />
}

/** The same as a line of small pieces that wraps, for kinds and categories. */
export function RadioChips(props: ChoicesProps) {
  return <Choices look="opts opts-wrap" {...props} />
}
