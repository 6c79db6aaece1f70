import Form from 'next/form'
import { Card, CardBody } from '@/components/ui/card'
import { SelectField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { count } from '@/lib/kernel/words'
import { differenceOf, folded, sizeOf } from '@/lib/knowledge/difference'
import type { ArticleWords } from '@/lib/knowledge/views'

/** What changed between two versions, or a version and the draft, which are chosen in the address. */
export function Difference({
  before,
  after,
  numbers,
  from,
  to,
}: {
  before: ArticleWords
  after: ArticleWords
  numbers: readonly number[]
  from: number
  to: number | undefined
}) {
  const options = numbers.map((number) => ({ value: String(number), label: `Version ${number}` }))
  const changes = differenceOf(textOf(before), textOf(after))
  const { added, removed } = sizeOf(changes)
  return (
    <Card>
      <CardBody className="grid gap-4">
        <Form action="" className="flex flex-wrap items-end gap-3">
          <SelectField small name="from" label="From" options={options} defaultValue={String(from)} />
          <SelectField
            small
            name="to"
            label="To"
            options={[{ value: '', label: 'Draft' }, ...options]}
            defaultValue={to === undefined ? '' : String(to)}
          />
          <SubmitButton variant="default" small>
            Compare
          </SubmitButton>
        </Form>
        <p className="num text-ink-2">
          {added + removed === 0
            ? 'The words are the same.'
            : `${count(added, 'line')} added, ${count(removed, 'line')} removed.`}
        </p>
        {added + removed > 0 && (
          <div className="difference">
            {folded(changes).map((change, at) =>
              change.kind === 'folded' ? (
                <p key={at} className="folded">
                  {count(change.lines, 'line')} stayed
                </p>
              ) : (
                <p key={at} className={change.kind}>
                  {change.kind !== 'same' && <span className="sr-only">{change.kind === 'added' ? 'Added: ' : 'Removed: '}</span>}
                  {change.text}
                </p>
              ),
            )}
          </div>
        )}
      </CardBody>
    </Card>
  )
}

const textOf = ({ title, summary, body }: ArticleWords) => `${title}\n\n${summary}\n\n${body}`
