import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Card, CardBody, CardHead } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { InputField } from '@/components/ui/field'
import { Table } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import type { BillingRun, RunRow } from '@/lib/billing/views'
import type { FormAction } from '@/lib/kernel/action-state'
import { formatMoney } from '@/lib/kernel/money'
import { count } from '@/lib/kernel/words'
import { leftOutWords } from './bill-words'
import { OrderNumberDialog } from './order-number-dialog'
import { RunForm } from './run-form'

const FORM = 'billing-run'

/** What can be billed up to a day, and why the rest cannot. `prepare` undefined: the reader drafts none. */
export function BillingRunCard({
  run,
  prepare,
  giveOrder,
}: {
  run: BillingRun
  prepare: FormAction<undefined> | undefined
  /** Undefined like `prepare`. */
  giveOrder: FormAction | undefined
}) {
  const { upTo, rows, nothingToBill, withoutEntity } = run
  const isBillable = ({ net, orderMissing }: RunRow) => net.minor > 0n && !orderMissing
  const canDraft = prepare !== undefined && rows.some(isBillable)
  return (
    <Card aria-labelledby="to-bill">
      <CardHead id="to-bill" title="To bill" />
      <CardBody className="grid gap-4">
        <form action="/desk/billing" className="flex flex-wrap items-end gap-3">
          <InputField type="date" name="upTo" label="Work up to" required defaultValue={upTo} />
          <Button type="submit">Show</Button>
        </form>
        {withoutEntity.length > 0 && (
          <Callout tone="warn">Nobody is set to bill customers of {withoutEntity.join(', ')}. Finance says who does.</Callout>
        )}
      </CardBody>
      <Table
        caption="What can be billed, by engagement"
        rows={rows}
        rowKey={({ engagementId }) => engagementId}
        empty={<EmptyState title="Nothing to bill">No work up to this day is approved or accepted.</EmptyState>}
        columns={[
          {
            key: 'work',
            head: 'Engagement',
            rowHead: true,
            cell: (row) => (
              <span className="grid gap-1">
                {canDraft && isBillable(row) ? (
                  <Tick row={row} />
                ) : (
                  <span className={canDraft ? 'pl-6.75' : undefined}>{row.organisationName}</span>
                )}
                <TextLink
                  quiet
                  href={`/desk/services/${row.requestReference}/engagement`}
                  className={canDraft ? 'pl-6.75 font-normal' : 'font-normal'}
                >
                  <span className="mono">{row.reference}</span> {row.title}
                </TextLink>
              </span>
            ),
          },
          {
            key: 'net',
            head: 'Can be billed',
            end: true,
            cell: ({ net, orderMissing }) =>
              orderMissing ? (
                <span className="num text-ink-2">{formatMoney(net)}, not yet</span>
              ) : (
                <span className="num">{formatMoney(net)}</span>
              ),
          },
          {
            key: 'left',
            head: 'Budget not billed yet',
            end: true,
            cell: ({ left }) => <span className="num">{formatMoney(left)}</span>,
          },
          {
            key: 'why',
            head: 'Not billed',
            words: true,
            cell: (row) =>
              (row.orderMissing || row.leftOut.length > 0) && (
                <span className="grid num">
                  {row.orderMissing && <MissingOrder row={row} giveOrder={giveOrder} />}
                  {row.leftOut.map((each) => (
                    <span key={each.reason}>{leftOutWords(each)}</span>
                  ))}
                </span>
              ),
          },
        ]}
      />
      {nothingToBill > 0 && (
        <p className="card-pad num text-sm text-ink-2">
          {count(nothingToBill, 'engagement')} {nothingToBill === 1 ? 'has' : 'have'} nothing to bill up to this day.
        </p>
      )}
      {canDraft && (
        <CardBody>
          <RunForm id={FORM} upTo={upTo} prepare={prepare} />
        </CardBody>
      )}
    </Card>
  )
}

function MissingOrder({ row, giveOrder }: { row: RunRow; giveOrder: FormAction | undefined }) {
  return (
    <span className="grid justify-items-start gap-1">
      <span>Order number missing: {row.organisationName} asks for one on every invoice</span>
      {giveOrder && <OrderNumberDialog engagementId={row.engagementId} reference={row.reference} give={giveOrder} />}
    </span>
  )
}

function Tick({ row }: { row: RunRow }) {
  return (
    <label className="check">
      <input type="checkbox" name="engagementId" value={row.engagementId} form={FORM} defaultChecked />
      <span>
        {row.organisationName} <span className="sr-only">{row.reference}</span>
      </span>
    </label>
  )
}
