import * as circleAlertIcon from 'lucide-react/icons/circle-alert'
import type { ReactNode } from 'react'
import { Input, Select, Textarea, type InputProps, type SelectProps, type TextareaProps } from './input'
import { cx } from './class-names'
import { iconOf } from './icon'

const CircleAlert = iconOf(circleAlertIcon)

/** What a control must carry so that label, hint and error belong to it. */
export type ControlProps = { id: string; name: string; 'aria-describedby'?: string; 'aria-invalid'?: true; required?: boolean }

export type FieldProps = {
  /** The form's key; also the id, unless `id` is given (needed when two forms of a page share a name). */
  name: string
  id?: string
  label: ReactNode
  /** Says what belongs here, before a mistake is made. */
  hint?: ReactNode
  /** Says what is wrong and how to mend it: one sentence, several, or nothing. */
  error?: string | readonly string[]
  required?: boolean
  /** Adds "(optional)" after the label. */
  optional?: boolean
  /** The label is read out but not seen. */
  labelHidden?: boolean
  className?: string
}

/** Id of the sentences below a field: for `aria-describedby` of controls that are built elsewhere. */
export function FieldError({ id, error }: { id: string; error?: string | readonly string[] }) {
  const sentences = typeof error === 'string' ? [error] : (error ?? [])
  if (sentences.length === 0) return null
  return (
    <p id={id} className="field-error">
      <CircleAlert aria-hidden="true" />
      <span>{sentences.join(' ')}</span>
    </p>
  )
}

function control({ name, id = name, hint, error, required }: FieldProps): ControlProps {
  const described = [error?.length ? `${id}-error` : '', hint ? `${id}-hint` : ''].filter(Boolean).join(' ')
  return { id, name, required, 'aria-describedby': described || undefined, 'aria-invalid': error?.length ? true : undefined }
}

/** Label, hint and error around one control: `<Field name="site" label="Site">{(control) => <Input {...control} />}</Field>`. */
export function Field({ children, ...props }: FieldProps & { children: (control: ControlProps) => ReactNode }) {
  const { name, id = name, label, hint, error, optional, labelHidden, className } = props
  return (
    <div className={cx('field', className)}>
      <label htmlFor={id} className={labelHidden ? 'sr-only' : 'label'}>
        {label}
        {optional && <span className="font-normal text-ink-3"> (optional)</span>}
      </label>
      {children(control(props))}
      <FieldError id={`${id}-error`} error={error} />
      {hint && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
    </div>
  )
}

type Own<Control> = FieldProps & Omit<Control, keyof FieldProps | keyof ControlProps>

function split<Control extends object>(props: Own<Control>) {
  const { name, id, label, hint, error, required, optional, labelHidden, className, ...rest } = props
  return { field: { name, id, label, hint, error, required, optional, labelHidden, className }, rest }
}

/** A field with a one-line input: all of Field, then all of Input. */
export function InputField(props: Own<InputProps>) {
  const { field, rest } = split<InputProps>(props)
  return <Field {...field}>{(control) => <Input {...rest} {...control} />}</Field>
}

/** A field with several lines. */
export function TextareaField(props: Own<TextareaProps>) {
  const { field, rest } = split<TextareaProps>(props)
  return <Field {...field}>{(control) => <Textarea {...rest} {...control} />}</Field>
}

/** A field with a native select: give `options`, or `<option>`s as children. */
export function SelectField(props: Own<SelectProps>) {
  const { field, rest } = split<SelectProps>(props)
  return <Field {...field}>{(control) => <Select {...rest} {...control} />}</Field>
}
